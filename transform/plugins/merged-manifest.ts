/**
 * `use-cache.manifest.json` of hosts that see one file at a time, perhaps in several processes, and perhaps not at all what they have kept from before. What a module came to is a file of its own, in
 * `node_modules/.cache`; each process puts all of these together when it has compiled its last.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { isMainThread, threadId } from 'node:worker_threads'
import { modulePath } from '../decide/identity.ts'
import { entriesOf, lineOf, manifestName, textOf, type ManifestEntry } from './build-report.ts'
import type { VersionedFunction } from './versioned.ts'

/** One manifest. */
interface Target {
  readonly root: string
  readonly file: string
  readonly parts: string
  timer: NodeJS.Timeout | undefined
}

const targets = new Map<string, Target>()

/** What a module came to. `folder`: that of the manifest, from the project's root. */
export function noteModule(root: string, folder: string, file: string, functions: readonly VersionedFunction[]): void {
  const target = targetOf(root, resolve(root, folder))
  const part = join(target.parts, `${digest(modulePath(file, root))}.json`)
  if (functions.length > 0) writeWhole(part, JSON.stringify(entriesOf(functions, root)))
  else if (existsSync(part)) rmSync(part, { force: true })
  else return
  putTogetherSoon(target)
}

function targetOf(root: string, folder: string): Target {
  const known = targets.get(folder)
  if (known !== undefined) return known
  if (targets.size === 0) process.once('exit', putAllTogether)
  const parts = join(root, 'node_modules/.cache/use-cache', digest(relative(root, folder)))
  const target = { root, file: join(folder, manifestName), parts, timer: undefined }
  targets.set(folder, target)
  return target
}

/** Servers never end, and workers are killed. */
function putTogetherSoon(target: Target): void {
  clearTimeout(target.timer)
  target.timer = setTimeout(() => {
    if (!putTogether(target)) putTogetherSoon(target)
  }, 100).unref()
}

function putAllTogether(): void {
  for (const target of targets.values()) {
    // Who goes on for longer than this puts it together once more.
    for (let tries = 0; tries < 20 && !putTogether(target);) tries++
    const entries = entriesIn(target)
    if (entries.length > 0 && endsBuild()) process.stderr.write(`${lineOf(entries)}\n`)
  }
}

/** False when another process has written meanwhile: it may be done, and what it wrote missing. */
function putTogether(target: Target): boolean {
  const before = stateOf(target)
  const entries = entriesIn(target)
  if (entries.length > 0 || existsSync(target.file)) writeWhole(target.file, textOf(entries))
  return stateOf(target) === before
}

function stateOf({ parts }: Target): string {
  return partsIn(parts)
    .map((part) => `${part} ${statSync(part, { throwIfNoEntry: false })?.mtimeMs}`)
    .join()
}

function partsIn(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder) : []
  return names.flatMap((name) => (name.endsWith('.json') ? join(folder, name) : []))
}

function entriesIn({ root, parts }: Target): readonly ManifestEntry[] {
  return partsIn(parts).flatMap((part) => {
    const entries = read(part)
    if (entries.every(({ file }) => existsSync(resolve(root, file)))) return entries
    rmSync(part, { force: true })
    return []
  })
}

/** Another process may take it away at any time. */
function read(part: string): readonly ManifestEntry[] {
  try {
    return JSON.parse(readFileSync(part, 'utf8')) as ManifestEntry[]
  } catch {
    return []
  }
}

/** Nobody ever sees half of it. */
function writeWhole(path: string, text: string): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return
  const temporary = `${path}.${process.pid}-${threadId}.tmp`
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(temporary, text)
  renameSync(temporary, path)
}

/** Whether the end of this process is the end of a build, and not of one of its workers or of a test. */
function endsBuild(): boolean {
  return isMainThread && process.send === undefined && process.env['JEST_WORKER_ID'] === undefined
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
