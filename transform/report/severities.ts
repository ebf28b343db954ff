import type { Diagnostic, DiagnosticCode, Severity } from './diagnostic.ts'

/** How serious findings are to an app, by their codes; what is left out stays as the catalogue has it. */
export type Severities = Readonly<Partial<Record<DiagnosticCode, Severity | 'off'>>>

export const severities: readonly (Severity | 'off')[] = ['error', 'warning', 'off']

/** The findings as an app wants to see them: `off` removes, the others raise or lower. What was found stays uncompiled in any case. */
export function bySeverity(diagnostics: readonly Diagnostic[], severities: Severities): readonly Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const severity = severities[diagnostic.code] ?? diagnostic.severity
    return severity === 'off' ? [] : [severity === diagnostic.severity ? diagnostic : { ...diagnostic, severity }]
  })
}
