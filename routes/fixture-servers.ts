/** The same routes behind everything that can serve them, so that one test asks them all. */
import { onTestFinished } from 'vitest'
import { createRoutes, type RouteModule, type RoutesOptions } from './index.ts'
import { serve } from './serve/node.ts'

export type Ask = (path: string, init?: RequestInit & { duplex?: 'half' }) => Promise<Response>

export interface TestServer {
  readonly name: string
  /** Starts routes, given by pattern, and answers requests until the test is done. */
  start(modules: Readonly<Record<string, RouteModule>>, options?: RoutesOptions): Promise<Ask>
}

/** `createRoutes().fetch` alone, and Node's server with and without light responses. */
export const servers: readonly TestServer[] = [
  {
    name: 'fetch',
    start(modules, options) {
      const { fetch } = routesOf(modules, options)
      return Promise.resolve((path, init) => fetch(new Request(`http://localhost${path}`, init)))
    },
  },
  { name: 'node', start: (modules, options) => startNode(modules, options, true) },
  { name: 'node, standard responses', start: (modules, options) => startNode(modules, options, false) },
]

/** A real server on a free port of this machine, until the test is done: standard responses are standard only where no other server has replaced them. */
export async function listen(
  modules: Readonly<Record<string, RouteModule>>,
  options?: RoutesOptions,
  lightResponses = true,
): Promise<{ url: string; port: number; close(): Promise<void> }> {
  const server = await serve(routesOf(modules, options), { port: 0, host: '127.0.0.1', lightResponses })
  let closed = false
  const close = async (): Promise<void> => {
    if (!closed) await server.close(0.1)
    closed = true
  }
  onTestFinished(close)
  return { url: server.url, port: server.port, close }
}

async function startNode(
  modules: Readonly<Record<string, RouteModule>>,
  options: RoutesOptions | undefined,
  light: boolean,
): Promise<Ask> {
  const { url } = await listen(modules, options, light)
  return (path, init) => fetch(url + path, { redirect: 'manual', ...init })
}

function routesOf(
  modules: Readonly<Record<string, RouteModule>>,
  options?: RoutesOptions,
): ReturnType<typeof createRoutes> {
  const routes = Object.entries(modules).map(([pattern, module]) => ({
    pattern,
    file: `app${pattern === '/' ? '' : pattern}/route.ts`,
    load: () => Promise.resolve(module),
  }))
  return createRoutes({ routes }, options)
}
