/** What a build says about what it compiled: a line for people, a manifest for programs. */
import { modulePath } from '../decide/identity.ts'
import type { VersionedFunction } from './versioned.ts'

/** The file that builds write beside their output. */
export const manifestName = 'use-cache.manifest.json'

export interface ManifestEntry {
  readonly id: string
  readonly kind: string
  /** Relative to the project's root. */
  readonly file: string
  readonly line: number
  readonly captures: readonly string[]
  /** How many parameters it declares; null where only a run tells. */
  readonly parameters: number | null
  readonly version: string | null
}

export interface BuildReport {
  /** What a module came to; in place of what it came to before. */
  set(file: string, functions: readonly VersionedFunction[]): void
  /** For hosts that compile every module in each build. */
  clear(): void
  /** @param isLeft whether a module is part of the build that is reported */
  summary(isLeft: (file: string) => boolean): BuildSummary
}

export interface BuildSummary {
  readonly isEmpty: boolean
  /** `use-cache: 12 functions cached in 7 modules` */
  readonly line: string
  /** `use-cache.manifest.json` */
  readonly manifest: string
}

export function buildReport(root: string): BuildReport {
  const modules = new Map<string, readonly VersionedFunction[]>()
  return {
    set(file, functions) {
      if (functions.length === 0) modules.delete(file)
      else modules.set(file, functions)
    },
    clear: () => modules.clear(),
    summary(isLeft) {
      const functions = [...modules].flatMap(([file, functions]) => (isLeft(file) ? functions : []))
      const entries = entriesOf(functions, root)
      return { isEmpty: entries.length === 0, line: lineOf(entries), manifest: textOf(entries) }
    },
  }
}

/** What the manifest says of functions. */
export function entriesOf(functions: readonly VersionedFunction[], root: string): readonly ManifestEntry[] {
  return functions.map(({ id, kind, file, line, captures, parameters, version }) => ({
    id,
    kind,
    file: modulePath(file, root),
    line,
    captures,
    parameters,
    version: version ?? null,
  }))
}

/** `use-cache: 12 functions cached in 7 modules` */
export function lineOf(entries: readonly ManifestEntry[]): string {
  const modules = new Set(entries.map(({ file }) => file))
  return `use-cache: ${count(entries.length, 'function')} cached in ${count(modules.size, 'module')}`
}

/** `use-cache.manifest.json` */
export function textOf(entries: readonly ManifestEntry[]): string {
  const functions = [...entries].sort((a, b) => (a.id < b.id ? -1 : 1))
  return `${JSON.stringify({ functions }, null, 2)}\n`
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
