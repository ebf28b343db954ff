import { setImmediate } from 'node:timers/promises'
import { frameInfo } from '../frame.ts'
import { type Database, type Due, sizeOf } from './database.ts'

/** How long a version may go unused, once a newer one is there, in milliseconds. */
const day = 86_400_000
/** Entries that are looked at before others get their turn. */
const atOnce = 500

/** When an entry has to go. Undefined for what is no entry of ours. */
export function dueOf(key: string, frame: Uint8Array, now: number): Due | undefined {
  const info = frameInfo(key, frame, now)
  if (info === undefined) return undefined
  const startedAt = now - info.age
  return [startedAt + info.life.expire * 1000, startedAt, key]
}

/** Removes what has expired, and versions that were replaced and not used for a day. */
export async function prune(database: Database): Promise<number> {
  return (await pruneExpired(database)) + (await pruneVersions(database))
}

/** Makes room: below nine tenths of `maxSize`, beginning with what expires soonest. */
export async function evict(database: Database, maxSize: number): Promise<void> {
  const { entries, due } = database
  if (sizeOf(entries) <= maxSize) return
  while (sizeOf(entries) > maxSize * 0.9) {
    const rows = [...due.getKeys({ limit: atOnce })]
    if (rows.length === 0) return
    await remove(database, rows)
  }
}

async function pruneExpired(database: Database): Promise<number> {
  let removed = 0
  for (;;) {
    const rows = [...database.due.getKeys({ end: [Date.now(), 0, ''], limit: atOnce })]
    if (rows.length === 0) return removed
    removed += await remove(database, rows)
    await setImmediate()
  }
}

/** A row of an entry that was replaced meanwhile goes alone. */
async function remove({ root, entries, due }: Database, rows: readonly [number, number, string][]): Promise<number> {
  let removed = 0
  await root.batch(() => {
    for (const row of rows) {
      const [expiresAt, , key] = row
      const frame = entries.getBinary(key)
      const now = Date.now()
      const actual = frame && dueOf(key, frame, now)
      void due.remove(row)
      if (actual !== undefined && Math.abs(actual[0] - expiresAt) > 1) continue
      void entries.remove(key)
      if (frame !== undefined) removed++
    }
  })
  return removed
}

async function pruneVersions(database: Database): Promise<number> {
  const { root, entries, versions } = database
  const old = oldVersions(database)
  if (old.size === 0) return 0
  let removed = 0
  let start = ''
  for (;;) {
    const rows = [...entries.getRange({ start, limit: atOnce })]
    const outdated = rows.filter(({ key, value }) => {
      const info = frameInfo(key, value, 0)
      return info === undefined || old.has(`${info.function}\0${info.version ?? ''}`)
    })
    await root.batch(() => {
      for (const { key } of outdated) void entries.remove(key)
    })
    removed += outdated.length
    if (rows.length < atOnce) break
    start = rows.at(-1)!.key
    await setImmediate()
  }
  await root.batch(() => {
    for (const name of old) void versions.remove(name)
  })
  return removed
}

function oldVersions({ versions }: Database): ReadonlySet<string> {
  const newest = new Map<string, number>()
  const rows = [...versions.getRange()].map(({ key, value }) => ({ key, value, id: key.slice(0, key.indexOf('\0')) }))
  for (const { id, value } of rows) newest.set(id, Math.max(value, newest.get(id) ?? 0))
  return new Set(rows.filter(({ id, value }) => newest.get(id)! - value > day).map(({ key }) => key))
}
