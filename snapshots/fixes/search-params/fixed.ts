import { NextResponse, type NextRequest } from 'next/server'

const products = ['green tea', 'black tea', 'coffee']

export async function GET(request: NextRequest) {
  return NextResponse.json(await getProducts(request.nextUrl.searchParams))
}

async function getProducts(searchParams: URLSearchParams) {
  'use cache'
  const query = searchParams.get('q') ?? ''
  // Nothing to look for.
  if (query === '') return []
  const found = products.filter((name) => name.includes(query))
  return { found, page: searchParams.get('page') }
}

export async function POST() {
  return new Response(null, { status: 204 })
}
