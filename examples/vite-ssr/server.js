import { createServer } from 'node:http'

const load = process.argv.includes('--dev') ? await fromSource() : () => import('./dist/page.js')

const server = createServer(async (request, response) => {
  const { render } = await load()
  response.setHeader('content-type', 'text/html').end(await render(new URL(request.url, 'http://localhost')))
})
server.listen(Number(process.env.PORT ?? 3000), () => console.log(`http://localhost:${server.address().port}`))

async function fromSource() {
  const vite = await import('vite')
  const server = await vite.createServer({ appType: 'custom', server: { middlewareMode: true, ws: false } })
  return () => server.ssrLoadModule('/src/page.ts')
}
