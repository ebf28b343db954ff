const url = 'https://example.com/'
const method = 'none'

export async function GET(request: Request) {
  return Response.json(await getNames(request.url))
}

async function getNames(requestUrl: string) {
  'use cache'
  return [
    requestUrl, // Not the other one.
    url,
  ]
}

export async function POST(request: Request) {
  return Response.json(await getNames2(request.method, request.headers))
}

async function getNames2(method: string, requestHeaders: Headers) {
  'use cache'
  const { headers } = { headers: 1 }
  return { method: method, headers, size: [...requestHeaders].length, url }
}

export async function PUT({ url = context() }: { url?: string }, context: any) {
  return Response.json(await getNames3(url, context.params))
}

async function getNames3(url, params: any['params']) {
  'use cache'
  return [url, await params]
}

export async function PATCH(request: Request) {
  return Response.json(await getNames4(request.url))
}

async function getNames4(requestUrl: string) {
  'use cache'
  const read = (url: string) => url.length
  return read(requestUrl)
}
