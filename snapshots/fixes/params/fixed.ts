export const GET = async (_request: Request, { params }: { params: Promise<{ id: string }> }) => {
  return Response.json(await getUsers(params))
}

async function getUsers(params: Promise<{ id: string }>) {
  'use cache'
  const { id } = await params
  return { id, params: Object.keys(await params) }
}
