/**
 * Does memory stay where it should? `npm run soak` makes hundreds of thousands of requests with keys that never come again, collects garbage, and prints what each request left behind; then it fills the cache with
 * results of several shapes and compares what the cache believes to hold with what the heap holds. Exit code 1 when a bound is broken.
 */
import { execFileSync } from 'node:child_process'
import { cacheLife, cacheTag, revalidateTag, updateTag } from '../runtime/index.ts'
import { createRuntime, inUse, replace } from '../runtime/instance.ts'
import { cached } from '../runtime/fixture-cached.ts'

/** Bytes that a request may leave behind when the cache is full; noise of the heap is below half of it. */
const mostRetained = 8
/** How far the real heap may be from the limit. */
const mostOff = 0.1

const mebibyte = 1024 * 1024

interface Load {
  readonly name: string
  readonly requests: number
  readonly request: (id: number) => Promise<unknown>
}

const row = (id: number): object => ({ id, name: `Tea ${id}`, price: id * 1.25, tags: ['tea', `grade ${id % 5}`] })
const price = cached('soak.ts#price', async (id: number) => row(id))
const find = cached('soak.ts#find', async (filter: object, page: number) => {
  cacheTag(`page ${page % 1000}`)
  return [filter, page]
})
const levels = nested(5)
const failing = cached('soak.ts#failing', async (id: number) => {
  await Promise.resolve()
  throw new Error(`no ${id}`)
})
const unkept = cached('soak.ts#unkept', async (id: string) => {
  cacheLife({ revalidate: 0 })
  return row(id.length)
})
const streaming = cached('soak.ts#streaming', async (id: number) => {
  let sent = 0
  return new ReadableStream({
    pull: (controller) => (sent++ < 10 ? controller.enqueue(`${id} ${sent}`) : controller.close()),
  })
})

const loads: readonly Load[] = [
  { name: 'distinct keys', requests: 200_000, request: price },
  { name: 'distinct keys, encoded, tagged', requests: 100_000, request: (id) => find({ query: `tea ${id}` }, id) },
  { name: 'five cached functions inside each other', requests: 40_000, request: levels },
  { name: 'bodies that fail', requests: 100_000, request: (id) => failing(id).catch(() => {}) },
  { name: 'results that are not kept', requests: 100_000, request: (id) => unkept(`id ${id}`) },
  { name: 'streams whose reader goes away', requests: 60_000, request: abandonedStream },
  {
    name: 'tags invalidated',
    requests: 100_000,
    request: (id) => (id % 2 ? updateTag : revalidateTag)(`tag ${id}`, 'max'),
  },
]

/** Results that fill the cache, each under a key of its own. */
const shapes: Readonly<Record<string, (id: number) => unknown>> = {
  numbers: (id) => id * 1.5,
  'small objects': row,
  texts: (id) => `${id}`.padEnd(200, 'tea'),
  'wide texts': (id) => `${id}`.padEnd(200, '茶'),
  'tables of 20 rows': (id) => Array.from({ length: 20 }, (_, index) => row(id * 20 + index)),
  'lists of numbers': (id) => Array.from({ length: 100 }, (_, index) => id * 100 + index),
  'lists of fractions': (id) => Array.from({ length: 100 }, (_, index) => id + index / 100),
  'maps, sets and dates': (id) => ({ at: new Date(id), map: new Map([[id, `${id}`]]), set: new Set([id, id + 1]) }),
  'maps of 100': (id) => new Map(Array.from({ length: 100 }, (_, index) => [id * 100 + index, index])),
  'tagged, by a text': (id) => {
    cacheTag('all', `product ${id}`, `category ${id % 100}`)
    return row(id)
  },
  buffers: (id) => new Uint8Array(1000).fill(id),
  'dictionaries by id': (id) => Object.fromEntries(texts(200).map((text, index) => [`sku ${id} ${text}`, index])),
  'small dictionaries by id': (id) => Object.fromEntries(texts(10).map((text, index) => [`${id} ${text}`, index])),
  'dictionaries with names that all have': (id) =>
    Object.fromEntries(texts(200).map((text, index) => [text, id + index])),
  headers: (id) => new Headers(texts(30).map((text): [string, string] => [text, `${text} of ${id}, and of others`])),
  'search parameters': (id) =>
    new URLSearchParams(texts(30).map((text): [string, string] => [text, `${text} of ${id}, and of others`])),
  'responses with headers': (id) =>
    new Response(`${id}`, {
      headers: texts(30).map((text): [string, string] => [text, `${text} of ${id}, and of others`]),
    }),
}

function texts(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `text-${index}`)
}

const limit = 40 * mebibyte
const [, , only] = process.argv
if (only === undefined) compare()
else console.log(JSON.stringify(await measure(only)))

interface Measured {
  readonly text: string
  readonly isGood: boolean
}

/** Each in a process of its own, so that nobody pays for what another one left behind. */
function compare(): void {
  console.log('\nWhat a request leaves behind, in bytes')
  for (const { name } of loads) report(name)
  console.log(`\nWhat the heap holds when the cache holds ${limit / mebibyte} MiB`)
  for (const name of Object.keys(shapes)) report(name)
}

function report(name: string): void {
  const output = execFileSync(process.execPath, ['--expose-gc', import.meta.filename, name], { encoding: 'utf8' })
  const { text, isGood } = JSON.parse(output) as Measured
  console.log(`  ${name.padEnd(42)}${text}${isGood ? '' : '   TOO MUCH'}`)
  if (!isGood) process.exitCode = 1
}

async function measure(name: string): Promise<Measured> {
  const load = loads.find((load) => load.name === name)
  return load === undefined ? await fill(name, shapes[name]!) : await soak(load)
}

async function soak({ requests, request }: Load): Promise<Measured> {
  replace(createRuntime({ maxMemory: 4 * mebibyte }))
  // Until the cache is full and everything that grows once has grown.
  const warm = Math.ceil(requests / 3)
  await run(request, 0, warm)
  const before = await heap()
  await run(request, warm, requests)
  const retained = ((await heap()) - before) / (requests - warm)
  const text = `${retained.toFixed(2).padStart(8)}   ${requests.toLocaleString('en')} requests`
  return { text, isGood: retained <= mostRetained }
}

async function fill(name: string, shape: (id: number) => unknown): Promise<Measured> {
  const make = cached(`soak.ts#${name}`, async (id: number) => shape(id))
  for (let id = 0; id < 2000; id++) await make(id)
  inUse.runtime.memory.clear()
  replace(createRuntime({ maxMemory: limit }))
  const before = await heap()
  const { memory } = inUse.runtime
  for (let id = 0; memory.bytes < limit * 0.97; id++) await make(id)
  const held = (await heap()) - before
  const off = held / memory.bytes - 1
  const text = `${(held / mebibyte).toFixed(1).padStart(6)} MiB   ${(off * 100).toFixed(1).padStart(6)} %   ${(held / memory.entries).toFixed(0)} bytes each`
  return { text, isGood: Math.abs(off) <= mostOff }
}

async function run(request: Load['request'], from: number, to: number): Promise<void> {
  for (let id = from; id < to; id++) {
    await request(id)
    // Lets timers, finalizers and background work have their turn, as a server would.
    if (id % 1000 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
}

async function abandonedStream(id: number): Promise<void> {
  const stream = await streaming(id)
  const reader = stream.getReader()
  await reader.read()
  await reader.cancel()
}

function nested(depth: number): (id: number) => Promise<unknown> {
  const inner = depth === 1 ? async (id: number) => row(id) : nested(depth - 1)
  return cached(`soak.ts#level${depth}`, async (id: number) => ({ depth, of: await inner(id) }))
}

/** What is used after everything unreachable is gone: the heap, and what buffers hold beside it. */
async function heap(): Promise<number> {
  for (let turn = 0; turn < 3; turn++) {
    // What a weak reference was made for lives until the task is over.
    await new Promise((resolve) => setImmediate(resolve))
    globalThis.gc!()
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
