import { crc32 } from 'node:zlib'
import { StoreError } from '../errors.ts'
import { lifespan, type StoredInfo, type StoredResult } from '../store.ts'

/**
 * How our stores write a result: `uc`, the version of this layout, a checksum of what follows, the length of the header, the header as JSON, the encoded value. `now`: the time of the store's clock, in
 * milliseconds, in which the header notes when the body started.
 */
export function writeFrame({ value, age, ...result }: StoredResult, now: number): Uint8Array {
  const { function: id, version, life, tags, epoch, order } = result
  const header = Buffer.from(
    JSON.stringify([id, version ?? null, life, tags, epoch, order, now - age] satisfies Header),
  )
  const frame = Buffer.allocUnsafe(start + header.length + value.length)
  frame.write('uc', 0, 'latin1')
  frame.writeUInt8(layout, 2)
  frame.writeUInt32LE(header.length, 7)
  frame.set(header, start)
  frame.set(value, start + header.length)
  frame.writeUInt32LE(crc32(frame.subarray(7)), 3)
  return frame
}

/** The result in a frame; undefined for one that is of no use any more or of another layout, and for what is no frame. Throws for one that was damaged. */
export function readFrame(frame: Uint8Array, now: number): StoredResult | undefined {
  const bytes = bufferOf(frame)
  if (!isFrame(bytes)) return undefined
  if (crc32(bytes.subarray(7)) !== bytes.readUInt32LE(3)) {
    throw new StoreError('store-corrupt', 'A stored result was damaged: its checksum is wrong.')
  }
  const read = headerOf(bytes)
  if (read === undefined) return undefined
  const { header, end } = read
  const fields = fieldsOf(header, now)
  if (fields.age > lifespan(fields.life)) return undefined
  return { ...fields, epoch: header[4], order: header[5], value: bytes.subarray(end) }
}

/** What people want to know of a frame, without looking at its value. Undefined for what is none, and where it was damaged so that nothing can be told of it. */
export function frameInfo(key: string, frame: Uint8Array, now: number): StoredInfo | undefined {
  const bytes = bufferOf(frame)
  const read = isFrame(bytes) ? headerOf(bytes) : undefined
  return read && { key, ...fieldsOf(read.header, now), bytes: bytes.length - read.end }
}

/** When the body of a result started, and until when it may be of use: in the time of the store's clock. Undefined as above. */
export function frameTimes(frame: Uint8Array): { readonly startedAt: number; readonly expiresAt: number } | undefined {
  const bytes = bufferOf(frame)
  const read = isFrame(bytes) ? headerOf(bytes) : undefined
  if (read === undefined) return undefined
  const [, , life, , , , startedAt] = read.header
  return { startedAt, expiresAt: startedAt + lifespan(life) }
}

/** id, version, life, tags, the log and the order in it, and when the body started. */
type Header = readonly [
  string,
  string | null,
  StoredResult['life'],
  readonly string[],
  epoch: string,
  order: number,
  startedAt: number,
]

const layout = 2
const start = 11

function isFrame(bytes: Buffer): boolean {
  return bytes.length >= start && bytes.toString('latin1', 0, 2) === 'uc' && bytes[2] === layout
}

function headerOf(bytes: Buffer): { readonly header: Header; readonly end: number } | undefined {
  const end = start + bytes.readUInt32LE(7)
  try {
    const header: unknown = JSON.parse(bytes.toString('utf8', start, end))
    return isHeader(header) ? { header, end } : undefined
  } catch {
    return undefined
  }
}

function isHeader(value: unknown): value is Header {
  if (!Array.isArray(value)) return false
  const [id, version, life, tags, epoch, order, startedAt] = value as readonly unknown[]
  const texts = [id, version ?? '', epoch]
  return (
    texts.every(isText) &&
    isLife(life) &&
    Array.isArray(tags) &&
    tags.every(isText) &&
    [order, startedAt].every(isNumber)
  )
}

function isLife(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const { stale, revalidate, expire, staleIfError = 0 } = value as Readonly<Record<string, unknown>>
  return [stale, revalidate, expire, staleIfError].every(isNumber)
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number'
}

function fieldsOf(
  [id, version, life, tags, , , startedAt]: Header,
  now: number,
): Omit<StoredResult, 'value' | 'epoch' | 'order'> {
  return { function: id, version: version ?? undefined, life, tags, age: Math.max(0, now - startedAt) }
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}
