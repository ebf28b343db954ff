export async function GET(request: Request) {
  return new Response(await getFeed(request.url), { status: 203, headers: { 'content-type': 'text/plain' } })
}

async function getFeed(requestUrl: string) {
  'use cache'
  const url = new URL(requestUrl)
  if (url.searchParams.has('empty')) return ''
  return `feed of ${url.pathname}`
}
