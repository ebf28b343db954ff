import { db } from '../../../lib/database.ts'

/** The same for everybody: made once, when the app is built. */
export const dynamic = 'force-static'

export async function GET(): Promise<Response> {
  const rows = await db.query<{ category: string }>('SELECT DISTINCT category FROM products ORDER BY category', [])
  return Response.json(rows.map(({ category }) => category))
}
