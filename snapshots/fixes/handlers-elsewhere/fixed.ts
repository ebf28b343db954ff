export async function handler() {
  return Response.json(await getData())
}

async function getData() {
  'use cache'
  return { now: 1 }
}
