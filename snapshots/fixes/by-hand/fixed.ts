import { cookies } from 'next/headers'

declare function wrap<T>(value: T): T

export async function POST(request: Request) {
  'use cache'
  return Response.json(await request.json())
}
export async function PUT(request: Request) {
  'use cache'
  return Response.json(await store(request))
}
export async function PATCH(request: Request) {
  'use cache'
  request = new Request(request.url)
  return Response.json(request.url)
}
export async function DELETE(request: Request) {
  'use cache'
  if (request.url === '') return Response.json(1, { status: 404 })
  return Response.json(2)
}
export async function HEAD() {
  'use cache'
  return Response.json((await cookies()).get('a'))
}
export async function OPTIONS(request: Request, context: { params: Promise<object> }) {
  'use cache'
  const response = Response.json(context?.params)
  response.headers.set('allow', request.method)
  return response
}
async function store(request: Request) {
  return request.url
}
export const GET = wrap(function self(request: Request) {
  'use cache'
  return Response.json([request.signal, self.name])
})
