/**
 * What a server holds in memory after many requests: `node bench/routes-memory.ts [requests]`, a million by default. JSON, parameters, a query, kept answers of ever other paths, bodies, cookies, streams and failures
 * take turns. What is measured is the heap after a collection; it has to stand still once everything is warm.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'

const host = '127.0.0.1'
const requests = Number(process.argv[2] ?? 1_000_000)
const measurements = 10
const connections = 32

async function serveAll(): Promise<number> {
  const { configure } = await import('../runtime/index.ts')
  const { createRoutes } = await import('../routes/index.ts')
  const { serve } = await import('../routes/serve/node.ts')
  const { cookies } = await import('../routes/headers.ts')
  configure({ maxMemory: 5_000_000 })
  const modules: Record<string, Record<string, unknown>> = {
    '/hello': { GET: () => Response.json({ hello: 'world' }) },
    '/users/[id]': {
      GET: async (_request: Request, { params }: { params: Promise<{ id: string }> }) => Response.json(await params),
    },
    '/kept/[id]': {
      revalidate: 60,
      GET: async (_request: Request, { params }: { params: Promise<{ id: string }> }) => Response.json(await params),
    },
    '/cookies': { GET: async () => ((await cookies()).set('seen', '1'), Response.json({})) },
    '/body': { POST: async (request: Request) => Response.json({ length: (await request.text()).length }) },
    '/stream': {
      GET: () =>
        new Response(
          new ReadableStream({
            start(controller) {
              controller.enqueue(new TextEncoder().encode('streamed'))
              controller.close()
            },
          }),
        ),
    },
    '/failure': {
      GET: () => {
        throw new Error('down')
      },
    },
  }
  const routes = Object.entries(modules).map(([pattern, module]) => ({
    pattern,
    file: `app${pattern}/route.ts`,
    load: () => Promise.resolve(module),
  }))
  return (await serve(createRoutes({ routes }, { onError: () => undefined }), { port: 0, host })).port
}

async function ask(port: number, number: number): Promise<void> {
  const paths = ['hello', `users/${number}`, `kept/${number % 50_000}`, 'cookies', 'stream', 'failure', 'nowhere']
  const url = `http://${host}:${port}/`
  const response =
    number % 8 === 7
      ? await fetch(`${url}body`, { method: 'POST', body: 'x'.repeat(1000) })
      : await fetch(url + paths[number % 8]!)
  await response.arrayBuffer()
}

async function measure(): Promise<void> {
  const server = fork(import.meta.filename, ['serve'], { execArgv: ['--expose-gc'] })
  const [port] = (await once(server, 'message')) as [number]
  const memory = async (): Promise<NodeJS.MemoryUsage> => {
    server.send('memory')
    return ((await once(server, 'message')) as [NodeJS.MemoryUsage])[0]
  }
  const rows: object[] = []
  let number = 0
  for (let measured = 1; measured <= measurements; measured++) {
    const until = Math.round((requests / measurements) * measured)
    const work = async (): Promise<void> => {
      while (number < until) await ask(port, number++)
    }
    await Promise.all(Array.from({ length: connections }, work))
    const { heapUsed, rss } = await memory()
    const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`
    rows.push({ requests: until, heap: megabytes(heapUsed), resident: megabytes(rss) })
  }
  server.kill()
  console.table(rows)
}

if (process.argv[2] === 'serve') {
  const port = await serveAll()
  process.on('disconnect', () => process.exit())
  process.on('message', () => {
    globalThis.gc?.()
    process.send!(process.memoryUsage())
  })
  process.send!(port)
} else await measure()
