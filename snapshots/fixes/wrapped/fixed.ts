type Compute = (request: Request) => Promise<unknown>

const withJson = (compute: Compute) => async (request: Request) => Response.json(await compute(request))
const implementation = async (request: Request) => {
  return Response.json(await getStock(request.method))
}
const handlers = {
  one: 1,
  async put(request: Request) {
    return Response.json(await getStock2(request.url))
  },
  async patch(request: Request) {
    return Response.json(await getStock3(request.url))
  },
}

export const GET = withJson(async (request) => { return getStock4(request.url) })

async function getStock4(url) { 'use cache'; return { url: url } }

export { implementation as POST }
export const PUT = handlers.put
export const PATCH = handlers.patch

async function getStock(method: string) {
  'use cache'
  return { method: method }
}

async function getStock2(url: string) {
    'use cache'
    const lines = `a
    b`
    return { lines, url: url }
  }

async function getStock3(url: string) {
  'use cache'
  const number = 1
  return { number, url: url }
}
