import type { Lease, StoredResult } from '../../store.ts'
import type { Connection } from './connection.ts'
import { script } from './script.ts'

/** Without a sign of life, a lease ends after so many milliseconds. */
const leaseTime = 3000

const finishing = script(`
local holder = redis.call('GET', KEYS[2])
if holder == ARGV[1] or (not holder and redis.call('EXISTS', KEYS[1]) == 0) then
  redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[2])
end
if holder == ARGV[1] then redis.call('DEL', KEYS[2]) end
`)

const releasing = script(`if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`)

const renewing = script(`
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0
`)

/** How a result is set: its frame, and how many milliseconds it may stay. */
export type Framed = (result: StoredResult) => Promise<{ readonly frame: Buffer; readonly ttl: number }>

/** Takes the lease for an entry, and renews it until it is used up or this process ends. Undefined while another one has it. */
export async function takeLease(connection: Connection, entry: string, framed: Framed): Promise<Lease | undefined> {
  const token = crypto.randomUUID()
  const lease = leaseKey(entry)
  const reply = await connection.send(lease, ['SET', lease, token, 'NX', 'PX', String(leaseTime)])
  if (reply === null) return undefined
  const renewal = setInterval(() => {
    renewing.run(connection, [lease], [token, String(leaseTime)]).catch(ignore)
  }, leaseTime / 3).unref()
  return {
    async finish(result) {
      clearInterval(renewal)
      try {
        const { frame, ttl } = await framed(result)
        if (ttl > 0) return void (await finishing.run(connection, [entry, lease], [token, String(ttl), frame]))
      } catch (error) {
        await release().catch(ignore)
        throw error
      }
      await release()
    },
    release,
  }

  async function release(): Promise<void> {
    clearInterval(renewal)
    await releasing.run(connection, [lease], [token])
  }
}

/** Looks now and then, soon at first, until whoever has it now does not have it any more. */
export async function awaitLease(connection: Connection, entry: string, patience: number): Promise<void> {
  const lease = leaseKey(entry)
  const holder = async (): Promise<string | undefined> => (await connection.send(lease, ['GET', lease]))?.toString()
  const end = performance.now() + patience
  const first = await holder()
  if (first === undefined) return
  for (let pause = 5; performance.now() < end; pause = Math.min(pause * 1.5, 50)) {
    await new Promise((resolve) => {
      setTimeout(resolve, Math.min(pause, end - performance.now()))
    })
    if ((await holder()) !== first) return
  }
}

function leaseKey(entry: string): string {
  return `${entry}:lease`
}

/** It ends by itself then. */
function ignore(): void {}
