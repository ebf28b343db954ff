import { setImmediate } from 'node:timers/promises'
import { frameInfo, frameTimes } from '../frame.ts'
import { type Database, type Due, sizeOf } from './database.ts'

/** How long a version may go unused, once a newer one is there, in milliseconds. */
const day = 86_400_000
/** Entries that are looked at before others get their turn. */
const atOnce = 500

/** When an entry has to go. Undefined for what is no entry of ours. */
export function dueOf(key: string, frame: Uint8Array): Due | undefined {
  const times = frameTimes(frame)
  return times && [times.expiresAt, times.startedAt, key]
}

/** Removes what has expired, and versions that were replaced and not used for a day. */
export async function prune(database: Database): Promise<number> {
  return (await pruneExpired(database)) + (await pruneVersions(database))
}

/** Makes room when there is more than `maxSize`: until a tenth is free, beginning with what expires soonest, but for one key. */
export async function evict(database: Database, maxSize: number, spared: string): Promise<void> {
  if (sizeOf(database.entries) <= maxSize) return
  for (;;) {
    const rows = soonest(database, sizeOf(database.entries) - maxSize * 0.9, spared)
    if (rows.length === 0) return
    await remove(database, rows)
  }
}

/** The rows that expire soonest, as many as take so many bytes. */
function soonest({ due }: Database, bytes: number, spared: string): [number, number, string][] {
  const rows: [number, number, string][] = []
  let left = bytes
  for (const { key: row, value: size } of due.getRange({ limit: atOnce })) {
    if (left <= 0) break
    if (row[2] === spared) continue
    rows.push(row)
    left -= size
  }
  return rows
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
      const [expiresAt, startedAt, key] = row
      const frame = entries.getBinary(key)
      const actual = frame && dueOf(key, frame)
      void due.remove(row)
      if (actual !== undefined && (actual[0] !== expiresAt || actual[1] !== startedAt)) continue
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
