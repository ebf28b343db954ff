export async function GET() {
  'use cache'
  const stream = new ReadableStream({ start: (controller) => controller.close() })
  return new Response(stream)
}
export async function POST(request: Request) {
  'use cache'
  const upstream = await fetch(request.url)
  return new Response(upstream.body)
}
