import type { Invalidation, InvalidationLog, Mark, TagRecord } from '../../store.ts'
import type { Connection, Reply } from './connection.ts'
import { script } from './script.ts'

/** Where the log is: the order of the tags, and what is known of each. Both on one node. */
export type LogKeys = readonly [order: string, marks: string]

/** Tags of which an invalidation is remembered. What is older than the last forgotten one counts as invalidated. */
const mostTags = 20_000
/** Tags in one reply. */
const pageSize = 1000

/**
 * A tag's record is `by;order,expiresAt;order,expiresAt`, newest first. Orders are microseconds of the server's clock, but never the same twice and never going back. `m:` are facts about the log,
 * `t:` tags, `a` everything, and `e:` in the order is the log itself.
 *
 * A log begins anew when one of its keys is gone, for they are evicted one at a time; and when the server is another one than it was, for one that was started again, or took over, may know less than what was told.
 */
const settling = `
local function settle(epoch, ttl, asks)
  local known, server = unpack(redis.call('HMGET', KEYS[2], 'm:epoch', 'm:server'))
  local about = asks and redis.pcall('INFO', 'server')
  local actual = type(about) == 'string' and string.match(about, 'run_id:(%w+)')
  local isOther = actual and server and actual ~= server
  if known and not isOther and redis.call('ZSCORE', KEYS[1], 'e:' .. known) then
    if actual and not server then redis.call('HSET', KEYS[2], 'm:server', actual) end
    return known
  end
  redis.call('DEL', KEYS[1], KEYS[2])
  redis.call('ZADD', KEYS[1], 0, 'e:' .. epoch)
  redis.call('HSET', KEYS[2], 'm:epoch', epoch)
  if actual then redis.call('HSET', KEYS[2], 'm:server', actual) end
  redis.call('PEXPIRE', KEYS[1], ttl)
  redis.call('PEXPIRE', KEYS[2], ttl)
  return epoch
end
`

const writing = script(`${settling}
local t = redis.call('TIME')
local micro = t[1] * 1000000 + t[2]
local now = math.floor(micro / 1000)
local function text(number) return string.format('%.0f', number) end
local by, ttl, most = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
settle(ARGV[4], ttl, true)
local last = math.max(micro - 1, tonumber(redis.call('HGET', KEYS[2], 'm:last') or '0'))
for i = 6, #ARGV, 2 do
  local field, left = ARGV[i], ARGV[i + 1]
  local expires = left == 'never' and 'never' or text(now + tonumber(left))
  last = last + 1
  local record = { by, text(last) .. ',' .. expires }
  local passed = false
  for order, at in string.gmatch(redis.call('HGET', KEYS[2], field) or '', ';(%d+),(%w+)') do
    if at ~= 'never' and (expires == 'never' or tonumber(at) < tonumber(expires)) then
      local gone = tonumber(at) <= now
      if not (gone and passed) then table.insert(record, order .. ',' .. at) end
      passed = passed or gone
    end
  end
  redis.call('HSET', KEYS[2], field, table.concat(record, ';'))
  redis.call('ZADD', KEYS[1], text(last), field)
end
redis.call('HSET', KEYS[2], 'm:last', text(last))
local surplus = math.max(redis.call('ZCARD', KEYS[1]) - 1 - most, redis.call('ZCOUNT', KEYS[1], '(0', text(micro - ttl * 1000)))
if surplus > 0 then
  local gone = redis.call('ZRANGE', KEYS[1], 1, math.min(surplus, 1000), 'WITHSCORES')
  for i = 1, #gone, 2 do
    redis.call('HDEL', KEYS[2], gone[i])
    redis.call('ZREM', KEYS[1], gone[i])
  end
  redis.call('HSET', KEYS[2], 'm:floor', gone[#gone])
end
redis.call('PEXPIRE', KEYS[1], ttl)
redis.call('PEXPIRE', KEYS[2], ttl)
redis.call('PUBLISH', ARGV[5], by)
`)

const reading = script(`#!lua flags=allow-oom
${settling}
local t = redis.call('TIME')
local ttl, asks = tonumber(ARGV[3]), ARGV[4] == 'asks'
local epoch = settle(ARGV[2], ttl, asks)
local facts = redis.call('HMGET', KEYS[2], 'm:last', 'm:floor')
if asks and redis.call('PTTL', KEYS[2]) < ttl / 2 then
  redis.call('PEXPIRE', KEYS[1], ttl)
  redis.call('PEXPIRE', KEYS[2], ttl)
end
local reply = { string.format('%.0f', math.floor(t[1] * 1000 + t[2] / 1000)), epoch, facts[1] or '0', facts[2] or '0' }
if tonumber(reply[3]) > tonumber(ARGV[1]) then
  for _, field in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. ARGV[1], '+inf', 'LIMIT', 0, ${pageSize})) do
    table.insert(reply, field)
    table.insert(reply, redis.call('HGET', KEYS[2], field))
  end
end
return reply
`)

/** In one step, with a message to `channel`. `ttl`: milliseconds after which the log goes when nobody uses it. */
export async function writeLog(
  connection: Connection,
  keys: LogKeys,
  invalidations: readonly Invalidation[],
  { by, ttl, channel }: { readonly by: string; readonly ttl: number; readonly channel: string },
): Promise<void> {
  const rows = invalidations.flatMap(({ tag, expiresIn }) => [
    tag === undefined ? 'a' : `t:${tag}`,
    expiresIn === Infinity ? 'never' : String(Math.round(expiresIn)),
  ])
  await writing.run(connection, keys, [by, String(ttl), String(mostTags), crypto.randomUUID(), channel, ...rows])
}

/** With the time of the server's clock. */
export async function readLog(
  connection: Connection,
  keys: LogKeys,
  after: number,
  ttl: number,
): Promise<InvalidationLog & { readonly now: number }> {
  const records: TagRecord[] = []
  const asks = isToBeAsked(connection) ? 'asks' : ''
  for (let from = after; ;) {
    const reply = await reading.run(connection, keys, [String(from), crypto.randomUUID(), String(ttl), asks])
    const [now = '', epoch = '', last = '', floor = '', ...rows] = (reply as Reply[]).map(String)
    const page = recordsOf(rows, Number(now))
    records.push(...page)
    if (page.length < pageSize) {
      return { now: Number(now), epoch, order: Number(last), floor: Number(floor), records }
    }
    from = page.at(-1)!.marks[0]!.order
  }
}

/** Of how many tags it remembers something. */
export async function countTags(connection: Connection, [order]: LogKeys): Promise<number> {
  return Number(await connection.send(order, ['ZCOUNT', order, '(0', '+inf']))
}

/** Whether a server has to say that it is still the same, which takes it longer than all the rest: on a new connection, and now and then, for a cluster gives the log to another node without a word. */
function isToBeAsked(connection: Connection): boolean {
  const now = performance.now()
  if (now - (askedAt.get(connection) ?? -Infinity) < askAgain) return false
  askedAt.set(connection, now)
  return true
}

const askedAt = new WeakMap<Connection, number>()
const askAgain = 1000

function recordsOf(rows: readonly string[], now: number): TagRecord[] {
  return Array.from({ length: rows.length / 2 }, (_, index) => {
    const field = rows[index * 2]!
    const [by = '', ...marks] = rows[index * 2 + 1]!.split(';')
    return { tag: field === 'a' ? undefined : field.slice(2), by, marks: marks.map((mark) => markOf(mark, now)) }
  })
}

function markOf(text: string, now: number): Mark {
  const [order, expiresAt] = text.split(',')
  return { order: Number(order), expiresIn: expiresAt === 'never' ? Infinity : Number(expiresAt) - now }
}
