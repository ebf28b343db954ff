import type { UnpluginContext, UnpluginMessage } from 'unplugin'
import type { Diagnostic } from '../../index.ts'
import { codeFrame, linesOf } from '../../report/format/code-frame.ts'
import { throwErrors } from '../findings-thrown.ts'
import { describeAll } from '../findings.ts'
import { logOf } from '../vite/report.ts'
import type { Host } from './host.ts'

/** Hands a module's findings to the host in its own way: warnings one by one, all errors together. Farm 1 panics when told in any way but by what is thrown. */
export function tell(context: UnpluginContext, host: Host, diagnostics: readonly Diagnostic[], text: string): void {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  if (host.name === 'farm') return throwErrors(diagnostics, text)
  const words = wordsOf(host.name, text)
  for (const finding of diagnostics)
    if (finding.severity === 'warning') for (const said of words([finding])) context.warn(said)
  for (const said of words(errors)) context.error(said)
}

function wordsOf(
  name: string,
  text: string,
): (findings: readonly Diagnostic[]) => readonly (string | UnpluginMessage)[] {
  // Rollup stops at the first error, so there is but one.
  if (name === 'rollup' || name === 'rolldown')
    return (findings) => (findings.length === 0 ? [] : [logOf(findings, text)])
  if (name !== 'esbuild') return (findings) => (findings.length === 0 ? [] : [describeAll(findings, text)])
  const lines = linesOf(text)
  return (findings) =>
    findings.map(({ code, message, help, file, span }) => ({
      message: `${code}: ${message}\n\n${codeFrame(lines, span, false)}\n\nHelp: ${help}`,
      loc: { file, line: span.start.line, column: span.start.column },
    }))
}
