import { revalidateTag } from 'next/cache'
import { getProducts } from '../../lib/products.js'

export async function GET(request) {
  return Response.json(await getProducts(request.nextUrl.searchParams.get('category')))
}

export async function POST() {
  revalidateTag('products', { expire: 0 })
  return new Response(null, { status: 204 })
}
