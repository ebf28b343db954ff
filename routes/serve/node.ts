import {
  createServer,
  ServerResponse,
  STATUS_CODES,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
} from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { NodeRequest } from 'srvx/node'
import { ready, type Routes } from '../create-routes.ts'
import type { FetchContext } from '../dispatch-options.ts'
import { letRequestsBeCopied } from '../request/copy-request.ts'
import { requestAdditions } from '../request/next-request.ts'
import { useLightResponses } from './light-response.ts'
import { send } from './send.ts'
import { sendKept } from './send-kept.ts'
import { draftCookie } from '../request/draft-cookie.ts'
import type { KeptAnswer } from '../response-cache/response-cache.ts'

/** Where `serve` listens, and how it answers. */
export interface ServeOptions {
  /** 3000 by default; 0 takes any free one. */
  readonly port?: number
  /** The address to listen on; all by default. */
  readonly host?: string
  /** Makes the global `Response` one that is sent without being built (see `light-response.ts`). True by default. */
  readonly lightResponses?: boolean
}

/** A server that is running. */
export interface RunningServer {
  /** Where it answers: `http://127.0.0.1:3000`. */
  readonly url: string
  readonly port: number
  /**
   * Takes no new connections and closes each open one after its answer. Lets running requests and the tasks of `after()` finish for at most this many seconds (10 by default), and cuts those that remain.
   */
  close(graceSeconds?: number): Promise<void>
}

/** Serves routes with Node's HTTP server. */
export async function serve(routes: Routes, options: ServeOptions = {}): Promise<RunningServer> {
  const pending = new Set<Promise<unknown>>()
  const server: Server = createServer(
    { ServerResponse: responsesOf(() => server.listening) },
    listenerOf(routes, keeperOf(pending)),
  )
  server.listen(options.port ?? 3000, options.host)
  await once(server, 'listening')
  const restore = options.lightResponses === false ? null : useLightResponses()
  const { address, family, port } = server.address() as AddressInfo
  const host = address === '::' || address === '0.0.0.0' ? 'localhost' : family === 'IPv6' ? `[${address}]` : address
  return {
    url: `http://${host}:${port}`,
    port,
    async close(graceSeconds = 10) {
      await close(server, pending, graceSeconds)
      restore?.()
    },
  }
}

/**
 * Routes as a listener of Node's HTTP server, which is also what Express and Connect take: `app.use(nodeHandler(routes))`. It answers every request that
 * reaches it, with 404 where no route does; mount it last, and before anything that reads bodies.
 */
export function nodeHandler(routes: Routes): (req: IncomingMessage, res: ServerResponse) => void {
  return listenerOf(routes, undefined)
}

function listenerOf(
  routes: Routes,
  context: FetchContext | undefined,
): (req: IncomingMessage, res: ServerResponse) => void {
  letRequestsBeCopied()
  return (req, res) => {
    if (!isSound(req)) return void res.writeHead(400).end()
    const kept = keptFor(routes, req)
    if (kept !== null) return sendKept(res, kept)
    routes
      .fetch(new NodeNextRequest({ req, res }) as unknown as Request, context)
      .then((response) => send(res, response))
      .catch((error: unknown) => fail(res, error))
  }
}

/** What is kept for a request that says nothing but a plain path; null where there is more to it. */
function keptFor(routes: Routes, { method, url = '', headers }: IncomingMessage): KeptAnswer | null {
  const query = url.indexOf('?')
  const pathname = query === -1 ? url : url.slice(0, query)
  if (!plainPath.test(pathname) || headers.cookie?.includes(draftCookie)) return null
  return routes[ready]?.(method, pathname) ?? null
}

/** A path that a URL would not change. */
const plainPath = /^(?:\/[\w~!$&'()*+,;=:@%-][\w.~!$&'()*+,;=:@%-]*)*\/?$/

/** Remembers what is still running. */
function keeperOf(pending: Set<Promise<unknown>>): FetchContext {
  return {
    waitUntil(promise) {
      pending.add(promise)
      void promise.finally(() => pending.delete(promise))
    },
  }
}

/** The server's lazy request, as a `NextRequest` from the start. */
class NodeNextRequest extends NodeRequest {}
Object.defineProperties(NodeNextRequest.prototype, requestAdditions)

/**
 * False for a target that is no path and no URL, for a `Host` that is none, and for two `Host` headers: Node takes the first, a proxy in front may have taken
 * the other.
 */
function isSound({ url = '/', headers, rawHeaders }: IncomingMessage): boolean {
  if (url[0] !== '/' && url !== '*' && !/^https?:$/.test(URL.parse(url)?.protocol ?? '')) return false
  if (headers.host && !isHost(headers.host)) return false
  let hosts = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string
    if (name.length === 4 && name.toLowerCase() === 'host') hosts++
  }
  return hosts <= 1
}

/** Without what would be another part of a URL. */
function isHost(host: string): boolean {
  return !/[\s/\\?#@]/.test(host) && URL.canParse(`http://${host}`)
}

/** An answer that cannot be sent, or that `onError` has thrown instead of giving one. */
function fail(res: ServerResponse, error: unknown): void {
  // oxlint-disable-next-line no-console -- nobody is left to be told
  console.error('An answer could not be sent:', error)
  if (res.headersSent) res.destroy()
  else res.writeHead(500).end()
}

async function close(server: Server, pending: ReadonlySet<Promise<unknown>>, graceSeconds: number): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeIdleConnections()
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise((resolve) => (timer = setTimeout(resolve, graceSeconds * 1000)))
  await Promise.race([allDone(closed, pending), tooLong])
  clearTimeout(timer)
  server.closeAllConnections()
  await closed
}

async function allDone(closed: Promise<unknown>, pending: ReadonlySet<Promise<unknown>>): Promise<void> {
  await closed
  while (pending.size > 0) await Promise.all(pending)
}

/** Says `405 Method Not Allowed` where the response itself has no words for its status, and that an answer is the connection's last, once the server is closing. */
function responsesOf(isListening: () => boolean): typeof ServerResponse {
  class Outgoing extends ServerResponse {
    override writeHead(status: number, reason?: unknown, headers?: unknown): this {
      // Clients that go on asking over open connections would keep the server up until it cuts them.
      if (!isListening()) this.shouldKeepAlive = false
      const words = typeof reason === 'string' && reason !== '' ? reason : STATUS_CODES[status]
      const fields = typeof reason === 'string' ? headers : (headers ?? reason)
      return super.writeHead(status, words, fields as OutgoingHttpHeaders)
    }
  }
  return Outgoing as typeof ServerResponse
}
