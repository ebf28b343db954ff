const seconds = 60
const dynamic = 'error' as const
export const revalidate = seconds * 60
export const maxDuration = 0
export const preferredRegion = ['fra1', 'iad1']
export const runtime = process.env.RUNTIME
export { dynamic }
export async function GET() {
  return new Response()
}
