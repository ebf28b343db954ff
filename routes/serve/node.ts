import { ServerResponse, STATUS_CODES, type OutgoingHttpHeaders } from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import type { ServerRequest } from 'srvx'
import { serve as listen } from 'srvx/node'
import type { Routes } from '../create-routes.ts'
import { streamOf } from '../outgoing.ts'
import { useLightResponses } from './light-response.ts'

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
  /** Takes no new requests, lets running ones finish for at most this many seconds (10 by default), and cuts those that remain. */
  close(graceSeconds?: number): Promise<void>
}

/** Serves routes with Node's HTTP server. */
export async function serve(routes: Routes, options: ServeOptions = {}): Promise<RunningServer> {
  const restore = options.lightResponses === false ? null : useLightResponses()
  const server = listen({
    fetch: (request) =>
      hasTwoHosts(request) ? new Response(null, { status: 400 }) : sent(request, routes.fetch(request)),
    port: options.port ?? 3000,
    ...(options.host === undefined ? {} : { hostname: options.host }),
    silent: true,
    gracefulShutdown: false,
    node: { ServerResponse: ResponseWithReason as typeof ServerResponse },
  })
  await server.ready()
  const { address, family, port } = addressOf(server)
  const host = address === '::' || address === '0.0.0.0' ? 'localhost' : family === 'IPv6' ? `[${address}]` : address
  return {
    url: `http://${host}:${port}`,
    port,
    async close(graceSeconds = 10) {
      const cut = setTimeout(() => void server.close(true), graceSeconds * 1000)
      await server.close()
      clearTimeout(cut)
      restore?.()
    },
  }
}

/** Node takes the first of two `Host` headers; a proxy in front may have taken the other. */
function hasTwoHosts(request: ServerRequest): boolean {
  const names = request.runtime?.node?.req.rawHeaders ?? []
  let hosts = 0
  for (let index = 0; index < names.length; index += 2) {
    const name = names[index] as string
    if (name.length === 4 && name.toLowerCase() === 'host') hosts++
  }
  return hosts > 1
}

/** A stream may take its time for the first chunk; the client learns at once that it has been heard. */
async function sent(request: ServerRequest, answer: Promise<Response>): Promise<Response> {
  const response = await answer
  const res = request.runtime?.node?.res as ServerResponse | undefined
  if (res && streamOf(response) !== null) {
    setImmediate(() => {
      if (res.headersSent && !res.writableEnded) res.flushHeaders()
    })
  }
  return response
}

function addressOf(server: ReturnType<typeof listen>): AddressInfo {
  return (server.node as { readonly server: Server }).server.address() as AddressInfo
}

/** Says `405 Method Not Allowed` where the response itself has no words for its status. */
class ResponseWithReason extends ServerResponse {
  override writeHead(status: number, reason?: unknown, headers?: unknown): this {
    const words = typeof reason === 'string' && reason !== '' ? reason : STATUS_CODES[status]
    const given = typeof reason === 'string' ? headers : (headers ?? reason)
    return super.writeHead(status, words, given as OutgoingHttpHeaders)
  }
}
