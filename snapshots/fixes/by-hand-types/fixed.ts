import type { NextRequest as Incoming } from 'next/server'
import { NextResponse as Answer } from 'next/server'

export const POST = async (request: Incoming, context: RouteContext<'/a' | '/b'>): Promise<Answer<object>> => {
  'use cache'
  const headers = new Headers(request
    .headers)
  const size = (request as Request).url.length
  return Answer.json({ headers: [...headers], size, params: await context.params })
}
export async function PUT(request: Incoming, context: RouteContext<'/a' | '/b'>): Promise<Answer> {
  'use cache'
  const headers = new Headers(request
    .headers)
  function nested(request: Request) { return request.url }
  return Answer.json(
    // everything
    { headers: [...headers], params: await context.params, nested: nested(new Request('a:b')) }
  )
}
export async function PATCH(request: Incoming, context: RouteContext<'/a' | '/b'>): Promise<Answer> {
  'use cache'
  const key = (request: Incoming) => request.nextUrl.search
  type Url = typeof context
  return Answer.json(context.params as unknown as Url)
}
export async function DELETE(request: Incoming, context: RouteContext<'/a' | '/b'>): Promise<Answer> {
  'use cache'
  const url = `${request.url}?`, search = (url: string) => [url, request.nextUrl.search, request.nextUrl.searchParams]
  return Answer.json((search(url), await context.params), { status: 200, })
}
namespace Api {
  const size = 1
  export async function get() {
    'use cache'
    return Answer.json({ size })
  }
}
export const GET = Api.get
export async function OPTIONS() {
  'use cache'
  const Response = { json: (value: unknown) => value }
  return Response.json(1)
}
