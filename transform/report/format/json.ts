import type { CachedFunction } from '../../result.ts'
import type { Diagnostic } from '../diagnostic.ts'

/** What `use-cache check --format json` prints, as one line. `fixed`: how many findings `--fix` has mended. Lines count from 1, columns and offsets from 0. */
export function json(
  files: number,
  functions: readonly CachedFunction[],
  diagnostics: readonly Diagnostic[],
  fixed?: number,
): string {
  return JSON.stringify({
    files,
    ...(fixed === undefined ? {} : { fixed }),
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
