import { resolve } from 'node:path'
import { compilerOptionsIn } from '../../config/compiler-options.ts'
import { isWorthReading } from '../attempt.ts'
import { isSource } from '../check/find-files.ts'
import { rootFinder } from '../check/project-root.ts'
import { examine } from '../examine.ts'
import type { TransformOptions } from '../options.ts'
import type { Diagnostic } from '../report/diagnostic.ts'
import type { LintContext } from './linter.ts'

/** What stands under `use-cache` in the linter's `settings`: options of the compiler, which win over `use-cache.config.ts`. How serious a rule is, the linter says. */
export type LintSettings = Pick<
  TransformOptions,
  'kinds' | 'profiles' | 'cacheComponents' | 'appDirectory' | 'parser' | 'severities'
>

interface Analysis {
  readonly filename: string
  readonly text: string
  readonly settings: string
  readonly findings: readonly Diagnostic[]
}

/** Linters run all rules of a file before they turn to the next file, and oxlint hands out one and the same `sourceCode` for all of them. */
let last: Analysis | undefined

/** Everything the compiler says about the file that is being linted; all of its rules share one analysis. */
export function findingsOf({ cwd, filename, settings, sourceCode }: LintContext): readonly Diagnostic[] {
  if (!isModule(filename) || !('text' in sourceCode) || typeof sourceCode.text !== 'string') return []
  const { text } = sourceCode
  if (!isWorthReading(text, filename)) return []
  const own = 'use-cache' in settings ? settings['use-cache'] : undefined
  const key = JSON.stringify(own ?? {})
  if (last?.text !== text || last.filename !== filename || last.settings !== key) {
    last = { filename, text, settings: key, findings: analyse(text, resolve(cwd, filename), cwd, own) }
  }
  return last.findings
}

/** Text without a file (of an editor's new buffer, or from stdin) goes by a name like `<input>`. */
function isModule(filename: string): boolean {
  return isSource(filename) || /^<.*>$/.test(filename)
}

function analyse(text: string, id: string, cwd: string, settings: unknown): readonly Diagnostic[] {
  try {
    const root = rootFinder(cwd)(id)
    return examine(text, { ...compilerOptionsIn(root, asSettings(settings)), id, root }).diagnostics
  } catch (error) {
    if (!(error instanceof TypeError && error.message.startsWith('transform: '))) throw error
    throw new TypeError(error.message.replace('transform: ', "use-cache/lint: settings['use-cache']: "), {
      cause: error,
    })
  }
}

function asSettings(settings: unknown): LintSettings {
  if (settings === undefined) return {}
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings))
    throw new TypeError("use-cache/lint: settings['use-cache'] must be an object of compiler options.")
  return settings
}
