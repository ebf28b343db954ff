/** Asks a running server, and shows what it answers. */
import { expect, row } from './print.ts'

/** A request, and what its answer must say. */
interface Asked {
  readonly method?: string
  readonly path: string
  readonly headers?: Record<string, string>
  readonly status: number
  /** A header, and a part of its value. */
  readonly says?: readonly [name: string, value: string]
}

export async function askServer(url: string): Promise<void> {
  row(['request', 'status', 'time'], 'dim')
  const lamps = '/api/products?category=lamps'
  await ask(url, { path: lamps, status: 200 })
  await ask(url, { path: lamps, status: 200 })
  const first = await ask(url, { path: '/api/categories', status: 200, says: ['x-use-cache', 'PRERENDER'] })
  const etag = first.headers.get('etag') ?? ''
  await ask(url, { path: '/api/categories', headers: { 'if-none-match': etag }, status: 304, says: ['etag', etag] })
  await ask(url, { method: 'HEAD', path: '/api/categories', status: 200, says: ['cache-control', 's-maxage'] })
  await ask(url, { method: 'OPTIONS', path: lamps, status: 204, says: ['allow', 'GET, HEAD, OPTIONS, POST'] })
  await ask(url, { method: 'PUT', path: lamps, status: 405, says: ['allow', 'GET, HEAD, OPTIONS, POST'] })
  await ask(url, { path: '/nowhere', status: 404 })
}

async function ask(url: string, { method = 'GET', path, headers = {}, status, says }: Asked): Promise<Response> {
  const start = performance.now()
  const response = await fetch(url + path, { method, headers })
  await response.arrayBuffer()
  const time = `${(performance.now() - start).toFixed(2)} ms`
  const said = says === undefined ? '' : `${says[0]}: ${response.headers.get(says[0])}`
  row([`${method} ${path}`, String(response.status), time, said], response.status < 400 ? 'green' : 'yellow')
  expect(response.status === status, `${method} ${path} answers ${status}`)
  if (says !== undefined) expect(said.includes(says[1]), `${method} ${path} says ${says.join(': ')}`)
  return response
}
