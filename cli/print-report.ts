import type { CheckReport } from '../transform/check/check.ts'
import { printable } from '../transform/report/printable.ts'
import { count, hasColor } from './terminal.ts'

/** The findings in frames, and a line that sums up. */
export async function printReport(
  { files, fresh, functions, diagnostics, texts }: CheckReport,
  { warnings, milliseconds }: { readonly warnings: number; readonly milliseconds: number },
): Promise<void> {
  if (diagnostics.length > 0) {
    const { pretty } = await import('../transform/report/format/pretty.ts')
    const color = hasColor(process.stdout)
    for (const diagnostic of diagnostics) console.log(`${pretty(diagnostic, texts.get(diagnostic.file), { color })}\n`)
  }
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const seconds = (milliseconds / 1000).toFixed(2)
  const found = [count(functions.length, 'cached function'), count(errors, 'error'), count(warnings, 'warning')]
  const checked = fresh < files ? `${fresh} of ${count(files, 'file')}` : count(files, 'file')
  console.log(`${checked} checked in ${seconds} s: ${found.join(', ')}.`)
}

/** What could not be done. */
export function printProblems({ problems }: CheckReport): void {
  for (const { severity, message } of problems) console.error(`${severity}: ${printable(message)}`)
}

export function errorsOnly(report: CheckReport): CheckReport {
  return { ...report, diagnostics: report.diagnostics.filter(({ severity }) => severity === 'error') }
}

export function warningsOf({ diagnostics }: CheckReport): number {
  return diagnostics.filter(({ severity }) => severity === 'warning').length
}
