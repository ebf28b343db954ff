export async function GET(request: Request) {
  return Response.json(await getData(request.url))
}

async function getData(url: string) {
  'use cache'
  return [url]
}
