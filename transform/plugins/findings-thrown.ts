import type { Diagnostic } from '../index.ts'
import { CompileError, describeAll } from './findings.ts'

/** For hosts without a channel of their own: errors are thrown, all of a module in one; warnings are the process's. */
export function throwErrors(diagnostics: readonly Diagnostic[], text: string): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new CompileError(errors, text)
  if (diagnostics.length > 0) process.emitWarning(describeAll(diagnostics, text), 'UseCacheWarning')
}
