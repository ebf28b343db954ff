/** Headers of a response that every caller may have: none that belong to one visitor or to one connection, nor those about bytes that `fetch` has unpacked already. */
export function headersToKeep(response: Response): readonly (readonly [name: string, value: string])[] {
  const named = (response.headers.get('connection') ?? '').toLowerCase().split(',')
  const left = new Set([...ofOneConnection, ...named.map((name) => name.trim()), 'set-cookie', 'set-cookie2'])
  if (response.url !== '') for (const name of ofPackedBytes) left.add(name)
  return [...response.headers].filter(([name]) => !left.has(name))
}

const ofOneConnection = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]
const ofPackedBytes = ['content-encoding', 'content-length']
