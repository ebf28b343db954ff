/** Finds `use-cache.config.*`, runs it and checks what it says. Synchronous, because module hooks and linters are. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deserialize } from 'node:v8'
import type { Config } from './define-config.ts'
import { problemsOf } from './problems.ts'

export interface LoadedConfig {
  readonly config: Config
  /** The file that it comes from; undefined if there is none. */
  readonly file: string | undefined
  /** The same, if it names stores. They are in `config` when this process ran the file for the first time: it runs once in a process, and a store can't come from another. */
  readonly storesFile: string | undefined
}

/** A configuration that can't be used. The message names the file and every problem in it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** What a file said when it was modified last. */
interface Version {
  readonly modified: number
  readonly said: LoadedConfig | ConfigError
}

const versions = new Map<string, Version>()
const none: LoadedConfig = { config: {}, file: undefined, storesFile: undefined }

/**
 * The configuration that holds for a folder: of the folder itself or of one above it, up to the nearest with a `package.json`. A file is run
 * again when it was modified; then it says nothing of its stores, and holds no functions.
 *
 * @throws ConfigError for a file that can't be loaded, or says what no configuration can say
 */
export function loadConfig(folder: string): LoadedConfig {
  const file = findConfig(folder)
  if (file === undefined) return none
  const modified = statSync(file).mtimeMs
  const known = versions.get(file)
  const wasRun = known !== undefined && extname(file) !== '.json'
  const said = known?.modified === modified ? known.said : wasRun ? loadElsewhere(file) : load(file)
  versions.set(file, { modified, said })
  if (said instanceof ConfigError) throw said
  return said
}

const names = ['ts', 'mts', 'js', 'mjs', 'json'].map((extension) => `use-cache.config.${extension}`)

/** Where a folder's own configuration may stand. */
export function configFilesIn(folder: string): readonly string[] {
  return names.map((name) => join(folder, name))
}

/** The file that `loadConfig` reads; undefined if there is none. */
export function findConfig(folder: string): string | undefined {
  for (const place of foldersOf(folder)) {
    const [file, other] = configFilesIn(place).filter((path) => existsSync(path))
    if (other !== undefined)
      throw new ConfigError(`${basename(file!)}: ${basename(other)} stands beside it. Keep one of the two.`)
    if (file !== undefined) return file
  }
  return undefined
}

/** A folder and those above it up to the project's root; outside of any project, the folder alone. */
function foldersOf(folder: string): readonly string[] {
  const folders: string[] = []
  for (let at = folder; ; at = dirname(at)) {
    folders.push(at)
    if (existsSync(join(at, 'package.json'))) return folders
    if (dirname(at) === at) return [folder]
  }
}

/** For a file that nobody has loaded in this process. */
export function load(file: string): LoadedConfig | ConfigError {
  const name = basename(file)
  try {
    const value = valueOf(file)
    const problems = problemsOf(value)
    if (problems.length > 0) return new ConfigError(problems.map((problem) => `${name}: ${problem}`).join('\n'))
    const config = value as Config
    return { config, file, storesFile: config.stores === undefined ? undefined : file }
  } catch (cause) {
    return new ConfigError(`${name}: ${reasonOf(cause)}`, { cause })
  }
}

function valueOf(file: string): unknown {
  if (extname(file) === '.json') return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
  return defaultOf(createRequire(file)(file))
}

/** The same in a process of its own: Node runs a module once. */
function loadElsewhere(file: string): LoadedConfig | ConfigError {
  const script = fileURLToPath(new URL(`./load-elsewhere${extname(import.meta.filename)}`, import.meta.url))
  const { output } = spawnSync(process.execPath, [script, file], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const said = output[3] as Buffer
  if (said.length === 0) return new ConfigError(`${basename(file)}: it ends the process that loads it.`)
  const answer = deserialize(said) as LoadedConfig | string
  return typeof answer === 'string' ? new ConfigError(answer) : answer
}

function defaultOf(module: unknown): unknown {
  const isNamespace = typeof module === 'object' && module !== null && 'default' in module
  return isNamespace ? module.default : isEmptyNamespace(module) ? undefined : module
}

function isEmptyNamespace(module: unknown): boolean {
  return (module as { [Symbol.toStringTag]?: unknown } | null)?.[Symbol.toStringTag] === 'Module'
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return `it threw ${String(error)}.`
  if ((error as { code?: unknown }).code === 'ERR_REQUIRE_ASYNC_MODULE')
    return 'it has a top-level `await`, and it is loaded synchronously. Export the object without waiting.'
  return error instanceof SyntaxError
    ? `it can't be parsed: ${error.message}`
    : `it can't be loaded: ${error.message.trim()}`
}
