import type { Diagnostic } from '../diagnostic.ts'

/** Workflow commands of GitHub Actions, one line for each finding: they appear as annotations on the changed lines. Lines and columns count from 1. */
export function github(diagnostics: readonly Diagnostic[]): string {
  return diagnostics
    .map(({ file, span: { start, end }, message, help, severity, code }) => {
      const properties = {
        file,
        line: start.line,
        endLine: end.line,
        // GitHub shows columns only for findings within one line.
        ...(start.line === end.line ? { col: start.column + 1, endColumn: end.column + 1 } : {}),
        title: `use-cache ${code}`,
      }
      const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
      return `::${severity} ${list.join(',')}::${escapeData(`${message}\n${help}`)}\n`
    })
    .join('')
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
