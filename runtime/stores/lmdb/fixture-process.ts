/** A process of its own, for tests: `node fixture-process.ts write|call|close FOLDER`. Says what it did on stdout, a line each. */
import { cached } from '../../fixture-cached.ts'
import { cacheTag, configure, updateTag } from '../../index.ts'
import { inUse } from '../../instance.ts'
import { lmdbStore } from './index.ts'

const [task, path = ''] = process.argv.slice(2)
const store = lmdbStore({ path })

/** Each value says in each of its bytes which key it belongs to. */
async function write(): Promise<void> {
  const life = { stale: 0, revalidate: 600, expire: 600 }
  for (let from = 0; from < 10_000; from += 50) {
    const writes = Array.from({ length: 50 }, async (_, offset) => {
      const index = from + offset
      const value = new Uint8Array(200 + (index % 7) * 1000).fill(index)
      await store.set(`key-${index}`, { function: 'a.ts#a', value, life, tags: [], age: 0, epoch: 'one', order: 0 })
    })
    await Promise.all(writes)
    process.stdout.write(`${from + 50}\n`)
  }
  await store.close()
}

/** Answers `call` and `invalidate` on stdin. */
async function call(): Promise<void> {
  configure({ stores: { default: store } })
  let runs = 0
  const count = cached('src/shared.ts#count', async () => {
    cacheTag('shared')
    return `${process.pid} ${++runs}`
  })
  for await (const command of process.stdin) {
    const isCall = String(command).startsWith('call')
    const answer = isCall ? await count() : await updateTag('shared').then(() => 'done')
    await inUse.runtime.outer.settled()
    process.stdout.write(`${answer}\n`)
  }
  await store.close()
}

/** Closes twice while everything is under way, and goes on calling. */
async function close(): Promise<void> {
  configure({ stores: { default: store } })
  const errors = new Set<string>()
  inUse.runtime.events.on('store-error', ({ error }) => errors.add((error as Error).message))
  const double = cached('src/double.ts#double', async (value: number) => value * 2)
  const life = { stale: 0, revalidate: 600, expire: 600 }
  const value = new Uint8Array(1000)
  const writes = Array.from({ length: 200 }, (_, index) =>
    store.set(`key-${index}`, { function: 'a.ts#a', value, life, tags: [], age: 0, epoch: 'one', order: 0 }),
  )
  const invalidated = store.invalidate([{ tag: 'a', expiresIn: 0 }], 'somebody')
  const calls = Array.from({ length: 20 }, (_, index) => double(index))
  await calls.at(-1)
  await Promise.all([store.close(), store.close()])
  await Promise.all([...writes, invalidated])
  const answers = await Promise.all([...calls, double(1), double(200)])
  await inUse.runtime.outer.settled()
  process.stdout.write(`${JSON.stringify({ answers: answers.slice(-3), errors: [...errors] })}\n`)
}

await { write, call, close }[task as 'write' | 'call' | 'close']()
