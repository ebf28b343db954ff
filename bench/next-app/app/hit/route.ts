import { cacheLife } from 'next/cache'
import { array, largeResult, nestedObject, noArgs, primitives } from '../../../columns.ts'

async function ofNothing() {
  'use cache'
  cacheLife('max')
  return noArgs.load()
}

async function ofPrimitives(category: unknown, page: unknown) {
  'use cache'
  cacheLife('max')
  return primitives.load(category, page)
}

async function ofObject(filter: unknown) {
  'use cache'
  cacheLife('max')
  return nestedObject.load(filter)
}

async function ofArray(list: unknown) {
  'use cache'
  cacheLife('max')
  return array.load(list)
}

async function ofId(id: unknown) {
  'use cache'
  cacheLife('max')
  return largeResult.load(id)
}

const cached = new Map<string, { args: readonly (readonly unknown[])[]; call: (...args: any[]) => Promise<unknown> }>([
  [noArgs.name, { args: noArgs.args, call: ofNothing }],
  [primitives.name, { args: primitives.args, call: ofPrimitives }],
  [nestedObject.name, { args: nestedObject.args, call: ofObject }],
  [array.name, { args: array.args, call: ofArray }],
  [largeResult.name, { args: largeResult.args, call: ofId }],
])

/** `{ column, calls }` → nanoseconds for one awaited call. */
export async function POST(request: Request) {
  const { column, calls } = await request.json()
  const { args, call } = cached.get(column)!
  const begin = process.hrtime.bigint()
  for (let i = 0; i < calls; i += args.length) for (const list of args) await call(...list)
  return Response.json(Number(process.hrtime.bigint() - begin) / calls)
}
