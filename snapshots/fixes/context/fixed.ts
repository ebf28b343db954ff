import type { NextRequest } from 'next/server'

type Context = { params: Promise<{ path?: string[] }>; other?: string }

/** Lines of an order. */
export async function GET(request: NextRequest, context: Context) {
    return Response.json(await getOrderLines(context.params, request.url, request.method));
} // GET

async function getOrderLines(params: Context['params'], requestUrl: string, method: string) {
    "use cache: remote";
    const { path = [] } = await params;
    const url = new URL(requestUrl);
    return { path, search: url.search, method: method };
}
