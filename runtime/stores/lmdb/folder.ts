import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { damaged, unusable } from './failure.ts'

/** Makes a folder when it is not there. Throws a `StoreError` in words for one that LMDB cannot open: it would end the process over it. */
export function prepareFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true })
    accessSync(path, constants.W_OK)
    for (const file of [dataFile(path), join(path, 'lock.mdb')]) if (existsSync(file)) closeSync(openSync(file, 'r+'))
  } catch (cause) {
    const { code } = cause as { code?: string }
    throw unusable(path, `cannot be written (${code}). Name a folder that this process may write to`, cause)
  }
  if (!existsSync(dataFile(path))) return
  const { size, pageSize } = measure(path)
  if (size === 0) return
  if (pageSize === undefined)
    throw unusable(path, 'holds a data.mdb that is no database of LMDB. Name another folder, or delete it')
  if (size < pageSize * 2) throw damaged(path, 'its data.mdb is cut off')
}

/** Where LMDB keeps everything. */
export function dataFile(path: string): string {
  return join(path, 'data.mdb')
}

/** Tells one database from another that is in its place now. */
export function inodeOf(path: string): number | undefined {
  return statSync(dataFile(path), { throwIfNoEntry: false })?.ino
}

/** What there is of a database, and how much of it is in use, in bytes. */
export interface Measures {
  readonly size: number
  /** Undefined for what is no database of LMDB. */
  readonly pageSize: number | undefined
  /** May be more than there is: LMDB does not write pages at the end that are free. */
  readonly used: number
}

export function measure(path: string): Measures {
  const file = openSync(dataFile(path), 'r')
  try {
    const { size } = fstatSync(file)
    const first = metaAt(file, 0)
    if (first === undefined) return { size, pageSize: undefined, used: 0 }
    const { pageSize } = first
    const metas = [first, metaAt(file, pageSize / 2), metaAt(file, pageSize)]
    return { size, pageSize, used: Math.max(...metas.map((meta) => (meta?.lastPage ?? 0) + 1)) * pageSize }
  } finally {
    closeSync(file)
  }
}

/** What LMDB notes at the start of its file, two or three times. */
function metaAt(file: number, offset: number): { readonly pageSize: number; readonly lastPage: number } | undefined {
  const bytes = Buffer.alloc(152)
  if (readSync(file, bytes, 0, bytes.length, offset) < bytes.length || bytes.readUInt32LE(24) !== magic)
    return undefined
  return { pageSize: bytes.readUInt32LE(48), lastPage: Number(bytes.readBigUInt64LE(144)) }
}

const magic = 0xbeefc0de
