import { createHash } from 'node:crypto'
import { statfsSync, truncateSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Database as Table, RootDatabase } from 'lmdb'
import { StoreError } from '../../errors.ts'
import { inWords, unusable } from './failure.ts'
import { dataFile, inodeOf, measure, type Measures, prepareFolder } from './folder.ts'

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
  readonly inode: number | undefined
  readonly root: RootDatabase
  /** Frames by key. */
  readonly entries: Table<Buffer, string>
  /** The size of the frame, in bytes. */
  readonly due: Table<number, [number, number, string]>
  /** When a version of a function was used last: `id\0version`. */
  readonly versions: Table<number, string>
  /** The log by order. */
  readonly log: Table<LogRow, number>
  /** Where in the log a tag stands; by a digest of the tag. */
  readonly tags: Table<number, string>
  readonly about: Table<number | string, string>
}

const layout = 2
const tables: ReadonlySet<string> = new Set(['entries', 'due', 'versions', 'log', 'tags', 'about'])
/** Processes that may use a directory at a time, more or less. */
const maxReaders = 1024

/** Opens a directory, made when it is not there. Throws a `StoreError` in words for what is no place for a store. */
export function openDatabase(path: string): Database {
  const { open } = loadLmdb()
  prepareFolder(path)
  let root: RootDatabase | undefined
  try {
    const options = { noSubdir: false, maxDbs: 8, maxReaders, encoding: 'msgpack' } as const
    // Writes are batched by hand. Where LMDB does it, a commit that fails rejects a promise that nobody can catch.
    root = open<never, never>({ path, eventTurnBatching: false, ...options })
    fillUp(root, path)
    refuseForeign(root, path)
    return tablesOf(root, path)
  } catch (error) {
    void root?.close()
    throw inWords(path, error)
  }
}

function tablesOf(root: RootDatabase, path: string): Database {
  const table = <Value, Key extends string | number | [number, number, string]>(
    name: string,
    encoding: 'binary' | 'msgpack' = 'msgpack',
  ): Table<Value, Key> => root.openDB<Value, Key>(name, { encoding })
  const database: Database = {
    path,
    inode: inodeOf(path),
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

/** Reading a part of the file that is not there would end the process. Others may be writing it. */
function fillUp(root: RootDatabase, path: string): void {
  const isShort = ({ size, used }: Measures): boolean => size < used
  if (!isShort(measure(path))) return
  root.transactionSync(() => {
    const measures = measure(path)
    if (isShort(measures)) truncateSync(dataFile(path), measures.used)
  })
}

/** Throws when somebody else keeps things there. What a process of ours has only begun to set up is empty. */
function refuseForeign(root: RootDatabase, path: string): void {
  const names = [...root.getKeys({ limit: 10 })].map(String)
  if (names.every((name) => tables.has(name) && countOf(root.openDB(name, {})) === 0)) return
  root.resetReadTxn()
  if (names.includes('about') && typeof root.openDB('about', { encoding: 'msgpack' }).get('layout') === 'number') return
  throw unusable(path, 'holds the database of another program. Name another folder')
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
