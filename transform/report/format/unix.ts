import type { Diagnostic } from '../diagnostic.ts'
import { printable } from '../printable.ts'

/** One line for each finding, as editors and `grep` read it: `file:line:column: message [severity/code]`. Lines and columns count from 1. */
export function unix(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map(({ file, span: { start }, message, severity, code }) => {
      return `${printable(file)}:${start.line}:${start.column + 1}: ${message.replace(/\s+/g, ' ')} [${severity}/${code}]\n`
    })
    .join('')
}
