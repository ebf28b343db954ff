import { cacheLife } from 'next/cache'
import { measureEntries, value } from '../../../measure-entries.ts'

let runs = 0

async function entry(id: number) {
  'use cache'
  cacheLife('max')
  return value(id)
}

async function slow(_id: number) {
  'use cache'
  cacheLife('max')
  runs++
  await new Promise((resolve) => setTimeout(resolve, 20))
  return {}
}

export async function POST() {
  return Response.json(await measureEntries(entry, slow, () => runs))
}
