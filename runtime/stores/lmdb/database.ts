import { createHash } from 'node:crypto'
import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, readSync, statfsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Database as Table, RootDatabase } from 'lmdb'
import { StoreError } from '../../errors.ts'

/** When a result expires, when its body started, its key: what has to go first comes first. */
export type Due = readonly [expiresAt: number, startedAt: number, key: string]

/** What is remembered of a tag; `null`: of everything. */
export interface LogRow {
  readonly tag: string | null
  readonly by: string
  /** Newest first. */
  readonly marks: readonly { readonly order: number; readonly expiresAt: number }[]
}

/** The tables of one directory. */
export interface Database {
  readonly path: string
  readonly root: RootDatabase
  /** Frames by key. */
  readonly entries: Table<Buffer, string>
  readonly due: Table<true, [number, number, string]>
  /** When a version of a function was used last: `id\0version`. */
  readonly versions: Table<number, string>
  /** The log by order. */
  readonly log: Table<LogRow, number>
  /** Where in the log a tag stands; by a digest of the tag. */
  readonly tags: Table<number, string>
  readonly about: Table<number | string, string>
}

const layout = 1

/** Opens a directory, made when it is not there. Throws a `StoreError` in words for what is no place for a store. */
export function openDatabase(path: string): Database {
  const { open } = loadLmdb()
  try {
    mkdirSync(path, { recursive: true })
    accessSync(path, constants.W_OK)
  } catch (cause) {
    const { code } = cause as { code?: string }
    throw unusable(path, `cannot be written (${code}). Name a folder that this process may write to`, cause)
  }
  refuseForeign(path)
  const root = open<never, never>({ path, noSubdir: false, maxDbs: 8, encoding: 'msgpack' })
  const table = <Value, Key extends string | number | [number, number, string]>(
    name: string,
    encoding: 'binary' | 'msgpack' = 'msgpack',
  ): Table<Value, Key> => root.openDB<Value, Key>(name, { encoding })
  const database: Database = {
    path,
    root,
    entries: table('entries', 'binary'),
    due: table('due'),
    versions: table('versions'),
    log: table('log'),
    tags: table('tags'),
    about: table('about'),
  }
  settleIn(database)
  return database
}

/** A tag as a key, which may hold anything. */
export function tagKey(tag: string | null): string {
  return createHash('sha256')
    .update(tag === null ? 'all' : `tag ${tag}`)
    .digest('base64url')
}

/** Throws when there is no room for so many bytes more: a commit that fails half-way is worse. */
export function refuseWhenFull({ path }: Database, bytes: number): void {
  const { bavail, bsize } = statfsSync(path)
  if (bavail * bsize > bytes * 2 + reserve) return
  throw new StoreError(
    'store-failed',
    `The disk of ${path} is full: ${Math.floor((bavail * bsize) / 1024)} KiB are left.`,
  )
}

const reserve = 8 * 1024 * 1024

function loadLmdb(): typeof import('lmdb') {
  try {
    return createRequire(import.meta.url)('lmdb') as typeof import('lmdb')
  } catch (cause) {
    throw new StoreError('store-unusable', 'lmdbStore() needs the package lmdb: npm install lmdb', { cause })
  }
}

/** LMDB would read whatever is there, and end the process over it. */
function refuseForeign(path: string): void {
  const file = join(path, 'data.mdb')
  if (!existsSync(file)) return
  const start = Buffer.alloc(28)
  const descriptor = openSync(file, 'r')
  const length = readSync(descriptor, start, 0, start.length, 0)
  closeSync(descriptor)
  if (length === 0 || (length === start.length && start.readUInt32LE(24) === magic)) return
  throw unusable(path, 'holds a data.mdb that is no database of LMDB. Name another folder, or delete it')
}

const magic = 0xbeefc0de

/** Notes what this is; empties what another layout left. */
function settleIn({ root, about, entries, due, versions, log, tags }: Database): void {
  if (about.get('layout') === layout) return
  root.transactionSync(() => {
    if (about.get('layout') === layout) return
    for (const table of [entries, due, versions, log, tags]) table.clearSync()
    about.putSync('layout', layout)
    about.putSync('epoch', crypto.randomUUID())
    about.putSync('last', 0)
    about.putSync('floor', 0)
  })
}

function unusable(path: string, why: string, cause?: unknown): StoreError {
  return new StoreError('store-unusable', `lmdbStore({ path: ${JSON.stringify(path)} }): the folder ${why}.`, { cause })
}

/** How many rows a table has. */
export function countOf(table: Pick<Database['root'], 'getStats'>): number {
  return (table.getStats() as TableStats).entryCount
}

/** What a table takes on the disk, in bytes. */
export function sizeOf(table: Pick<Database['root'], 'getStats'>): number {
  const { treeBranchPageCount, treeLeafPageCount, overflowPages, pageSize } = table.getStats() as TableStats
  return (treeBranchPageCount + treeLeafPageCount + overflowPages) * pageSize
}

interface TableStats {
  readonly entryCount: number
  readonly pageSize: number
  readonly treeBranchPageCount: number
  readonly treeLeafPageCount: number
  readonly overflowPages: number
}
