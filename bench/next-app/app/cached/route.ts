import { products } from '../../../products.ts'

export const revalidate = 3600

export async function GET() {
  return Response.json(products)
}
