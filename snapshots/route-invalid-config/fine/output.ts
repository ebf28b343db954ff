const seconds = 60
const dynamic = 'error' as const
export const revalidate = seconds * 60
export const maxDuration = 0
export { dynamic }
export async function GET() {
  return new Response()
}
