import type { Rolldown } from 'vite'
import type { Diagnostic } from '../../report/diagnostic.ts'
import { describeAll } from '../findings.ts'

/** Hands a module's findings to Vite: warnings one by one, all errors in one, so that overlay and terminal show them together. */
export function report(context: Rolldown.PluginContext, diagnostics: readonly Diagnostic[], text: string): void {
  for (const warning of diagnostics.filter(({ severity }) => severity === 'warning')) {
    context.warn({ ...placeOf(warning), message: describeAll([warning], text) })
  }
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) context.error({ ...placeOf(errors[0]!), message: describeAll(errors, text) })
}

function placeOf({ file, span }: Diagnostic): { id: string; loc: { file: string; line: number; column: number } } {
  return { id: file, loc: { file, line: span.start.line, column: span.start.column } }
}
