import { products } from '../../../products.ts'

export const dynamic = 'force-static'

export async function GET() {
  return Response.json(products)
}
