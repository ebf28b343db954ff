/**
 * A process of its own, for tests. `node fixture-process.ts URL`: says `ready`, waits for a line, calls one cached function, says what it got.
 * `node fixture-process.ts --invalidate URL…`: has nothing to do but one invalidation, and never closes anything. Several URLs are nodes of a cluster.
 */
import { once } from 'node:events'
import { createClient } from 'redis'
import { cached } from '../../../fixture-cached.ts'
import { configure } from '../../../index.ts'
import { inUse } from '../../../instance.ts'
import { redisStore } from '../index.ts'
import { pause } from './fixture-redis.ts'

const [first = '', ...others] = process.argv.slice(2)

if (first === '--invalidate') {
  const store = redisStore({ url: others.length === 1 ? others[0]! : others })
  await store.invalidate([{ tag: 'numbers', expiresIn: 0 }], 'me')
  process.stdout.write('done\n')
} else {
  await callOnce(first)
}

async function callOnce(url: string): Promise<void> {
  const counter = createClient({ url })
  await counter.connect()
  configure({ stores: { default: redisStore({ url, timeout: 10_000 }) } })
  const slow = cached('src/once.ts#once', async () => {
    const run = await counter.incr('runs')
    await pause(400)
    return `run ${run}`
  })
  await inUse.runtime.outer.of({ kind: 'default', isLocal: false })!.sync()
  process.stdout.write('ready\n')
  await once(process.stdin, 'data')
  process.stdout.write(`${await slow()}\n`)
  await inUse.runtime.outer.close()
  counter.destroy()
  process.stdin.destroy()
}
