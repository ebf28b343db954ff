import { NextResponse as Answer, type NextRequest as Incoming } from 'next/server'

type Context<T> = { params: Promise<T> }

export async function GET({ nextUrl, method: verb }: Incoming, { params }: Context<{ a: string }> | Context<{ a: string; b: string }>) {
  return Answer.json(await getTypes(params, verb, nextUrl.searchParams, nextUrl.pathname))
}

async function getTypes(params: (Context<{ a: string }> | Context<{ a: string; b: string }>)['params'], verb, searchParams: URLSearchParams, pathname: string) {
  'use cache'
  const { a } = await params
  return { a, verb, query: searchParams.get('q'), at: pathname }
}

export async function POST() {
  return Response.json(await getTypes2())
}

async function getTypes2() {
  'use cache'
  const post = { body: 'text' }
  return post.body
}

export async function PUT(request: Request): Promise<Response> {
  return Response.json(await getTypes3(request.url))
}

async function getTypes3(url: string) {
  'use cache'
  return { url: url }
}
