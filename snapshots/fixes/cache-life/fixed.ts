import { cacheLife, cacheTag } from 'use-cache'

export async function GET(request: Request) {
  return Response.json(await getPrices2(request.url))
}

async function getPrices2(url: string) {
  'use cache'
  cacheLife('hours')
  cacheTag('prices', `prices of ${url}`)
  return [url.length, 2]
}

async function getPrices() {
  return []
}

export const HEAD = async () => new Response(String((await getPrices()).length))
