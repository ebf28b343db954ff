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
      const left = [...modules].filter(([file]) => isLeft(file))
      const functions = left.flatMap(([, functions]) => functions)
      return {
        isEmpty: functions.length === 0,
        line: `use-cache: ${count(functions.length, 'function')} cached in ${count(left.length, 'module')}`,
        manifest: manifestOf(functions, root),
      }
    },
  }
}

function manifestOf(all: readonly VersionedFunction[], root: string): string {
  const functions = all.map(({ id, kind, file, line, captures, parameters, version }): ManifestEntry => ({
    id,
    kind,
    file: modulePath(file, root),
    line,
    captures,
    parameters,
    version: version ?? null,
  }))
  return `${JSON.stringify({ functions: functions.sort((a, b) => (a.id < b.id ? -1 : 1)) }, null, 2)}\n`
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
