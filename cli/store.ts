import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { inspect, styleText } from 'node:util'
import { findConfig, loadConfig } from '../config/load.ts'
import { storesFromEnvironment } from '../config/stores.ts'
import { decodeValue } from '../runtime/codec/index.ts'
import { messageOf } from '../runtime/message-of.ts'
import type { Store, StoredInfo } from '../runtime/store.ts'
import { dataFile } from '../runtime/stores/lmdb/folder.ts'
import { never } from '../runtime/time/profiles.ts'
import { exitCodes, Refusal } from './exit.ts'
import { count } from './terminal.ts'

/** What the commands that look into stores have in common. */
export interface StoreFlags {
  /** The store of this kind alone. */
  readonly kind?: string
  readonly json?: true
  /** Destroys without asking. */
  readonly yes?: true
  readonly limit?: number
}

/** `use-cache store ls`: what is kept, a line each. */
export async function listCommand(filter: string | undefined, flags: StoreFlags): Promise<number> {
  return withStores(flags, async (each) => {
    const found: (StoredInfo & { readonly store: string })[] = []
    await each(async (store) => {
      for await (const info of store.list()) {
        if (found.length >= (flags.limit ?? Infinity)) break
        if (filter === undefined || info.function.includes(filter) || info.tags.includes(filter)) {
          found.push({ store: store.name, ...info })
        }
      }
    })
    if (flags.json === true) return print(found)
    for (const info of found) console.log(lineOf(info))
    console.log(`${count(found.length, 'result')}.`)
  })
}

/** `use-cache store get KEY`: all about one result, with its value. */
export async function getCommand(key: string, flags: StoreFlags): Promise<number> {
  return withStores(flags, async (each) => {
    const answers = await each(async (store) => ({ store: store.name, result: await store.get(key) }))
    const answer = answers.find(({ result }) => result !== undefined)
    if (answer?.result === undefined)
      throw new Refusal(`No store has a result with the key ${key}. \`use-cache store ls\` lists keys.`)
    const { value: bytes, ...rest } = answer.result
    const facts = { key, ...rest, bytes: bytes.length }
    const { value, reason } = decoded(bytes)
    if (flags.json === true)
      print({ store: answer.store, ...facts, ...(reason === undefined && { value: plain(value) }) })
    else console.log(lineOf(facts))
    if (reason !== undefined) throw new Refusal(`Its value cannot be shown here: ${reason}`)
    if (flags.json !== true) console.log(shown(value))
  })
}

/** `use-cache store stats`. */
export async function statsCommand(flags: StoreFlags): Promise<number> {
  return withStores(flags, async (each) => {
    const all = await each(async (store) => ({ store: store.name, place: store.place, ...(await store.stats()) }))
    if (flags.json === true) return print(all)
    for (const { store, place, entries, bytes, tags } of all) {
      console.log(
        `${titleOf({ name: store, place })}: ${count(entries, 'result')} in ${sizeOf(bytes)}, invalidations of ${count(tags, 'tag')} remembered.`,
      )
    }
  })
}

/** `use-cache store prune`: removes what nobody will ask for any more. */
export async function pruneCommand(flags: StoreFlags): Promise<number> {
  return withStores(flags, async (each) => {
    const all = await each(async (store) => ({ store: store.name, removed: await store.prune() }))
    if (flags.json === true) return print(all)
    for (const { store, removed } of all)
      console.log(`${store}: ${count(removed, 'expired or outdated result')} removed.`)
  })
}

/** `use-cache store clear`: removes everything, once somebody said yes. */
export async function clearCommand(flags: StoreFlags): Promise<number> {
  return withStores(flags, async (each, stores) => {
    if (stores.length === 0) return flags.json === true ? print([]) : undefined
    if (flags.yes !== true && !(await isConfirmed(`Remove all results from ${titlesOf(stores)}?`))) {
      throw new Refusal('Nothing was removed.')
    }
    const cleared = await each(async (store) => {
      await store.clear()
      return store
    })
    if (flags.json === true) return print(cleared.map(({ name }) => ({ store: name, cleared: true })))
    console.log(`All results were removed from ${titlesOf(cleared)}.`)
  })
}

/** What is there of a value; a class that only the app knows, for one, is told of by `reason`. */
function decoded(bytes: Uint8Array): { readonly value?: unknown; readonly reason?: string } {
  try {
    return { value: decodeValue(bytes) }
  } catch (error) {
    return { reason: messageOf(error) }
  }
}

/** Asks each store, and gives the answers of those that do not fail. Throws when all of them do. */
type Each = <Answer>(ask: (store: Store) => Promise<Answer>) => Promise<Answer[]>

async function withStores(
  flags: StoreFlags,
  work: (each: Each, stores: readonly Store[]) => Promise<void>,
): Promise<number> {
  let stores: readonly Store[] = []
  const failures: string[] = []
  const each: Each = async (ask) => {
    const answers = []
    for (const store of stores) {
      try {
        answers.push(await ask(store))
      } catch (error) {
        failures.push(`${titleOf(store)}: ${messageOf(error)}`)
      }
    }
    if (answers.length === 0 && failures.length > 0) throw new Refusal(failures.splice(0).join('\nerror: '))
    return answers
  }
  try {
    stores = storesOf(flags.kind)
    await work(each, stores)
    return failures.length > 0 ? exitCodes.failed : exitCodes.clean
  } catch (error) {
    throw error instanceof Refusal || !(error instanceof Error) ? error : new Refusal(error.message)
  } finally {
    for (const failure of failures) console.error(`error: ${failure}`)
    for (const store of stores) await store.close()
  }
}

function storesOf(kind: string | undefined): readonly Store[] {
  const file = findConfig(process.cwd())
  // Its paths are meant from where the app starts.
  if (file !== undefined) process.chdir(dirname(file))
  const byKind = loadConfig(process.cwd()).config.stores ?? storesFromEnvironment() ?? {}
  const kinds = Object.keys(byKind)
  if (kind !== undefined && !Object.hasOwn(byKind, kind)) {
    throw new Refusal(
      `No store is configured for the kind ${kind}.${kinds.length === 0 ? '' : ` There are: ${kinds.join(', ')}.`}`,
    )
  }
  if (kind !== undefined && byKind[kind] === 'memory')
    throw new Refusal(`Results of the kind ${kind} are kept in the memory of each process alone.`)
  const chosen = kind === undefined ? Object.values(byKind) : [byKind[kind]!]
  const stores = [...new Set(chosen.filter((store) => store !== 'memory'))]
  if (stores.length > 0) return stores.filter(isThere)
  throw new Refusal(
    'No store is configured: results are kept in the memory of each process. Name one in use-cache.config.ts (stores), or in USE_CACHE_REDIS_URL or USE_CACHE_LMDB_PATH.',
  )
}

/** Looking into a folder must not make one. */
function isThere({ name, place = '' }: Store): boolean {
  if (name !== 'lmdb' || existsSync(dataFile(place))) return true
  console.error(`note: ${name} (${place}): nothing was kept there yet.`)
  return false
}

async function isConfirmed(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new Refusal('This removes results. Say --yes where nobody can be asked.')
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question(`${question} [y/N] `)
  terminal.close()
  return /^y(es)?$/i.test(answer.trim())
}

function titleOf({ name, place }: { readonly name: string; readonly place?: string | undefined }): string {
  return place === undefined ? name : `${name} (${place})`
}

function titlesOf(stores: readonly Store[]): string {
  return stores.map(titleOf).join(' and ')
}

function lineOf({ key, function: id, bytes, age, life, tags }: StoredInfo): string {
  const rest = life.expire * 1000 - age
  const left = life.expire >= never ? 'never expires' : rest > 0 ? `expires in ${timeOf(rest)}` : 'expired'
  const tagged = tags.length === 0 ? '' : `  tags ${tags.map((tag) => visible(JSON.stringify(tag))).join(' ')}`
  return `${styleText('dim', visible(key))}  ${visible(id)}  ${sizeOf(bytes)}  ${timeOf(age)} old, ${left}${tagged}`
}

/** Of an error, `inspect` writes the stack as it is: then there are no colours. */
function shown(value: unknown): string {
  const text = inspect(value, { depth: 8 })
  const safe = text.split('\n').map(visible).join('\n')
  return safe === text ? inspect(value, { depth: 8, colors: process.stdout.isTTY }) : safe
}

/** What a store holds must not steer the terminal. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u{${character.codePointAt(0)!.toString(16)}}`
  })
}

function timeOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  for (const [unit, length] of units) if (seconds >= length * 2) return `${Math.floor(seconds / length)} ${unit}`
  return `${seconds} s`
}

const units = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
] as const

function sizeOf(bytes: number): string {
  if (bytes < 10_000) return `${bytes} B`
  return bytes < 10_000_000 ? `${Math.round(bytes / 1024)} KiB` : `${Math.round(bytes / 1024 ** 2)} MiB`
}

/** Values that JSON does not know are written as `inspect` writes them. */
function print(value: unknown): void {
  console.log(JSON.stringify(value, replacement, 2))
}

function replacement(_: string, inner: unknown): unknown {
  if (typeof inner === 'bigint') return String(inner)
  return inner instanceof Map || inner instanceof Set || inner instanceof RegExp ? inspect(inner) : inner
}

/** A value that leads back to itself as `inspect` writes it, too. */
function plain(value: unknown): unknown {
  try {
    JSON.stringify(value, replacement)
    return value
  } catch {
    return inspect(value, { depth: 8 })
  }
}
