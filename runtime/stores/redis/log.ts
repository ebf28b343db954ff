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
 * `t:` tags, `a` everything.
 */
const writing = script(`
local t = redis.call('TIME')
local micro = t[1] * 1000000 + t[2]
local now = math.floor(micro / 1000)
local function text(number) return string.format('%.0f', number) end
local by, ttl, most = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
if redis.call('HEXISTS', KEYS[2], 'm:epoch') == 0 then redis.call('HSET', KEYS[2], 'm:epoch', ARGV[4]) end
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
local surplus = math.max(redis.call('ZCARD', KEYS[1]) - most, redis.call('ZCOUNT', KEYS[1], '-inf', text(micro - ttl * 1000)))
if surplus > 0 then
  local gone = redis.call('ZRANGE', KEYS[1], 0, math.min(surplus, 1000) - 1, 'WITHSCORES')
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
local t = redis.call('TIME')
local facts = redis.call('HMGET', KEYS[2], 'm:epoch', 'm:last', 'm:floor')
if not facts[1] then
  facts[1] = ARGV[2]
  redis.call('HSET', KEYS[2], 'm:epoch', ARGV[2])
  redis.call('PEXPIRE', KEYS[2], ARGV[3])
end
local reply = { string.format('%.0f', math.floor(t[1] * 1000 + t[2] / 1000)), facts[1], facts[2] or '0', facts[3] or '0' }
if tonumber(reply[3]) > tonumber(ARGV[1]) then
  for _, field in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. ARGV[1], '+inf', 'LIMIT', 0, ${pageSize})) do
    table.insert(reply, field)
    table.insert(reply, redis.call('HGET', KEYS[2], field))
  end
end
return reply
`)

/** In one step, with a message to `channel`. `ttl`: milliseconds without another one after which the log may go. */
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
  for (let from = after; ;) {
    const reply = await reading.run(connection, keys, [String(from), crypto.randomUUID(), String(ttl)])
    const [now = '', epoch = '', last = '', floor = '', ...rows] = (reply as Reply[]).map(String)
    const page = recordsOf(rows, Number(now))
    records.push(...page)
    if (page.length < pageSize) {
      return { now: Number(now), epoch, order: Number(last), floor: Number(floor), records }
    }
    from = page.at(-1)!.marks[0]!.order
  }
}

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
