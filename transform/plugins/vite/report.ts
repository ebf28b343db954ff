import type { Rolldown } from 'vite'
import type { Diagnostic } from '../../report/diagnostic.ts'
import { codeFrame, linesOf } from '../../report/format/code-frame.ts'

/** Hands a module's findings to Vite: warnings one by one, all errors in one, so that overlay and terminal show them together. */
export function report(context: Rolldown.PluginContext, diagnostics: readonly Diagnostic[], text: string): void {
  for (const warning of diagnostics.filter(({ severity }) => severity === 'warning')) {
    context.warn(logOf([warning], text))
  }
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) context.error(logOf(errors, text))
}

/** What is wrong in the message, where and what to do in the frame; the place is that of the first. */
export function logOf(findings: readonly Diagnostic[], text: string): Rolldown.RollupLog {
  const lines = linesOf(text)
  const [{ file, span }] = findings as readonly [Diagnostic]
  return {
    id: file,
    loc: { file, line: span.start.line, column: span.start.column },
    message: findings.map(({ code, message }) => `${code}: ${message}`).join('\n'),
    // A stack of ours helps nobody, but Vite prints one.
    stack: findings.map(({ span: { start } }) => `    at ${file}:${start.line}:${start.column}`).join('\n'),
    frame: findings.map(({ span, help }) => `${codeFrame(lines, span, false)}\n\nHelp: ${help}`).join('\n\n'),
  }
}
