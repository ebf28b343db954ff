import type { CachedFunction } from '../../result.ts'
import type { Diagnostic } from '../diagnostic.ts'

/** What `use-cache check --format json` prints, as one line. Lines count from 1, columns and offsets from 0. */
export function json(files: number, functions: readonly CachedFunction[], diagnostics: readonly Diagnostic[]): string {
  return JSON.stringify({
    files,
    functions: functions.map(({ id, kind, file, line }) => ({ id, kind, file, line })),
    diagnostics: diagnostics.map(({ code, severity, message, help, file, span }) => ({
      code,
      severity,
      message,
      help,
      file,
      span,
    })),
  })
}
