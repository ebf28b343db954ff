/** The founding document's cached route, and its others, in a project of a user: compiled as they are loaded, served by Node. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { hostProject } from '../../transform/plugins/hosts/fixture-project.ts'

const fixture = resolve(import.meta.dirname, '../../fixtures/founding-document')
const files = readdirSync(fixture, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))
const app = Object.fromEntries(files.map((path) => [path, readFileSync(join(fixture, path), 'utf8')]))

test('a helper with the directive is run once for many requests; the rest of the document works around it', async () => {
  await using project = await hostProject({
    files: {
      ...app,
      'main.ts': `import { createRoutes } from 'use-cache/routes'
import { scan, serve } from 'use-cache/serve'

let queries = 0
Object.assign(globalThis, { db: { query: async (sql: string) => [{ sql, run: ++queries }] } })
const server = await serve(createRoutes(await scan('.')), { port: 0, host: '127.0.0.1' })
const ask = async (path: string, init?: RequestInit) => {
  const response = await fetch(server.url + path, init)
  return [response.status, await response.text()]
}
console.log(JSON.stringify({
  products: [await ask('/products'), await ask('/products'), await ask('/products')],
  queries,
  hello: await ask('/api/hello'),
  search: await ask('/search?q=shoes'),
  user: await ask('/users/42'),
  webhook: await ask('/webhook', { method: 'POST', body: '{}' }),
  stream: await ask('/stream'),
  wrong: await ask('/api/hello', { method: 'PUT' }),
}))
await server.close()
`,
    },
  })
  const { stdout, stderr } = await project.run('node', '--import', 'use-cache/register', 'main.ts')
  expect(stderr).toBe('')
  const products = [200, '[{"sql":"SELECT * FROM products","run":1}]']
  expect(JSON.parse(stdout)).toEqual({
    products: [products, products, products],
    queries: 1,
    hello: [200, '{"hello":"world"}'],
    search: [200, '{"query":"shoes"}'],
    user: [200, '{"id":"42"}'],
    webhook: [200, 'ok'],
    stream: [200, 'hello world'],
    wrong: [405, ''],
  })
})

test('the same through Vite: one server, modules loaded by it', async () => {
  await using project = await hostProject({
    dependencies: ['vite'],
    files: {
      ...app,
      'main.js': `import { createRoutes } from 'use-cache/routes'
import { scan, serve } from 'use-cache/serve'
import { createServer } from 'vite'
import useCache from 'use-cache/vite'

let queries = 0
Object.assign(globalThis, { db: { query: async (sql) => [{ sql, run: ++queries }] } })
const vite = await createServer({ configFile: false, appType: 'custom', logLevel: 'error', server: { middlewareMode: true, ws: false }, plugins: [useCache()] })
const routes = await scan('.', { load: (path) => vite.environments.ssr.runner.import(path) })
const server = await serve(createRoutes(routes), { port: 0, host: '127.0.0.1' })
const ask = async (path) => (await fetch(server.url + path)).json()
console.log(JSON.stringify([await ask('/products'), await ask('/products'), await ask('/search?q=shoes'), await ask('/users/42')]))
await server.close()
await vite.close()
`,
    },
  })
  const { stdout, stderr } = await project.run('node', 'main.js')
  expect(stderr).toBe('')
  const products = [{ sql: 'SELECT * FROM products', run: 1 }]
  expect(JSON.parse(stdout)).toEqual([products, products, { query: 'shoes' }, { id: '42' }])
})
