/** A process of its own, for tests: `node fixture-process.ts URL`. Says `ready`, waits for a line, calls one cached function, says what it got. */
import { once } from 'node:events'
import { createClient } from 'redis'
import { cached } from '../../../fixture-cached.ts'
import { configure } from '../../../index.ts'
import { inUse } from '../../../instance.ts'
import { redisStore } from '../index.ts'
import { pause } from './fixture-redis.ts'

const url = process.argv[2] ?? ''
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
