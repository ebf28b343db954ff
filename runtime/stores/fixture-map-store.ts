import { addMark, lifespan, type InvalidationLog, type Mark, type Store, type StoredInfo } from '../store.ts'
import { frameInfo, readFrame, writeFrame } from './frame.ts'

/** What several map stores share, as if they were processes with one database. */
export interface MapData {
  readonly frames: Map<string, Uint8Array>
  readonly log: Map<string | undefined, { by: string; marks: readonly { order: number; expiresAt: number }[] }>
  order: number
  readonly epoch: string
  readonly listeners: Set<() => void>
}

/** A store of bytes in a map: the smallest one that keeps the contract, to read and to test with. `now`: its clock, in milliseconds. */
export function mapStore(data: MapData = mapData(), now: () => number = () => performance.now()): Store {
  let listener: (() => void) | undefined
  return {
    name: 'map',
    trust: 0,
    get(key) {
      const frame = data.frames.get(key)
      return frame && readFrame(frame, now())
    },
    set(key, result) {
      data.frames.set(key, writeFrame(result, now()))
    },
    delete(key) {
      data.frames.delete(key)
    },
    invalidate(invalidations, by) {
      for (const { tag, expiresIn } of invalidations) {
        const older = (data.log.get(tag)?.marks ?? []).map(asMark)
        const marks = addMark(older, { order: ++data.order, expiresIn })
        data.log.set(tag, { by, marks: marks.map(({ order, expiresIn }) => ({ order, expiresAt: now() + expiresIn })) })
      }
      for (const changed of data.listeners) if (changed !== listener) changed()
    },
    invalidations(after): InvalidationLog {
      const records = [...data.log].map(([tag, { by, marks }]) => ({ tag, by, marks: marks.map(asMark) }))
      const newer = records.filter(({ marks }) => marks[0]!.order > after)
      return { epoch: data.epoch, order: data.order, floor: 0, records: newer }
    },
    subscribe(changed) {
      listener = changed
      data.listeners.add(changed)
      return () => void data.listeners.delete(changed)
    },
    *list() {
      for (const [key, frame] of data.frames) {
        const info = frameInfo(key, frame, now())
        if (info !== undefined) yield info
      }
    },
    stats: () => ({
      entries: data.frames.size,
      bytes: [...data.frames.values()].reduce((sum, { length }) => sum + length, 0),
      tags: data.log.size,
    }),
    prune() {
      const expired = [...(this.list() as Iterable<StoredInfo>)].filter(({ age, life }) => age > lifespan(life))
      for (const { key } of expired) data.frames.delete(key)
      return expired.length
    },
    async clear() {
      data.frames.clear()
      await this.invalidate([{ tag: undefined, expiresIn: 0 }], 'clear')
    },
    close() {},
  }

  function asMark({ order, expiresAt }: { order: number; expiresAt: number }): Mark {
    return { order, expiresIn: expiresAt - now() }
  }
}

/** An empty one. */
export function mapData(): MapData {
  return { frames: new Map(), log: new Map(), order: 0, epoch: crypto.randomUUID(), listeners: new Set() }
}
