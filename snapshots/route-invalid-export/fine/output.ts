import type { NextRequest } from 'next/server'

export type Params = { id: string }
export interface Body { name: string }
export const dynamic = 'force-static'
export const revalidate = 60
export const dynamicParams = false
export const fetchCache = 'auto'
export const runtime = 'nodejs'
export const maxDuration = 5
export const preferredRegion = ['fra1']
export function generateStaticParams() {
  return [{ id: '1' }]
}
export async function GET(_request: NextRequest) {
  return new Response()
}
const handler = async () => new Response()
export { handler as POST, handler as PUT, handler as PATCH, handler as DELETE, handler as HEAD, handler as OPTIONS }
