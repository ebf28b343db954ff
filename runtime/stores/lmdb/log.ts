import { addMark, type Invalidation, type InvalidationLog, type Mark } from '../../store.ts'
import { countOf, type Database, type LogRow, tagKey } from './database.ts'

/** Tags of which an invalidation is remembered. What is older than the last forgotten one counts as invalidated. */
const mostTags = 20_000

/** Resolves when it is on the disk. */
export async function writeLog(database: Database, invalidations: readonly Invalidation[], by: string): Promise<void> {
  const { root, log, tags, about } = database
  await root.transaction(() => {
    const now = Date.now()
    let last = numberOf(about.get('last'))
    for (const { tag = null, expiresIn } of invalidations) {
      const key = tagKey(tag)
      const known = tags.get(key)
      const older = known === undefined ? [] : (log.get(known)?.marks ?? []).map(asMark(now))
      if (known !== undefined) void log.remove(known)
      const marks = addMark(older, { order: ++last, expiresIn }).map(({ order, expiresIn: left }) => ({
        order,
        expiresAt: now + left,
      }))
      void log.put(last, { tag, by, marks })
      void tags.put(key, last)
    }
    void about.put('last', last)
    cutOff(database)
  })
  await root.flushed
}

export function readLog({ log, about }: Database, after: number): InvalidationLog {
  const order = numberOf(about.get('last'))
  const facts = { epoch: String(about.get('epoch')), order, floor: numberOf(about.get('floor')) }
  if (order === after) return { ...facts, records: [] }
  const now = Date.now()
  const rows = [...log.getRange({ start: after + 1 })]
  const records = rows.map(({ value: { tag, by, marks } }) => ({
    tag: tag ?? undefined,
    by,
    marks: marks.map(asMark(now)),
  }))
  return { ...facts, records }
}

function cutOff({ log, tags, about }: Database): void {
  const surplus = countOf(log) - mostTags
  if (surplus <= 0) return
  const forgotten = [...log.getRange({ limit: surplus })]
  for (const { key, value } of forgotten) {
    void log.remove(key)
    void tags.remove(tagKey(value.tag))
    void about.put('floor', key)
  }
}

function asMark(now: number): (mark: LogRow['marks'][number]) => Mark {
  return ({ order, expiresAt }) => ({ order, expiresIn: expiresAt - now })
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0
}
