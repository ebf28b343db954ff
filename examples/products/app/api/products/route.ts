import { cacheLife, cacheTag, updateTag } from 'use-cache'
import { db } from '../../../lib/database.ts'

export interface Product {
  id: number
  name: string
  price: number
  rating: number
  reviews: number
}

export async function GET(request: Request): Promise<Response> {
  const category = new URL(request.url).searchParams.get('category') ?? 'chairs'
  const products = await getProducts(category)
  return Response.json(products)
}

export async function POST(request: Request): Promise<Response> {
  const { product, stars } = (await request.json()) as { product: number; stars: number }
  await db.query('INSERT INTO reviews (product, stars) VALUES (?, ?)', [product, stars])
  await updateTag('products')
  return new Response(null, { status: 204 })
}

/** The two dozen that people like best. */
async function getProducts(category: string): Promise<Product[]> {
  'use cache'
  cacheLife('hours')
  cacheTag('products')
  return db.query<Product>(
    `SELECT products.id, name, price, avg(stars) AS rating, count(*) AS reviews
     FROM products JOIN reviews ON reviews.product = products.id
     WHERE category = ? GROUP BY products.id ORDER BY rating DESC, reviews DESC, products.id LIMIT 24`,
    [category],
  )
}
