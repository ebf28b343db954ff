import { examine, examineOutput } from '../examine.ts'
import { catalogue } from './catalogue.ts'
import type { Diagnostic, DiagnosticCode } from './diagnostic.ts'

/** The finding that the compiler has in a code's own wrong example; undefined for codes that take more than one file to find. */
export function demonstrate(code: DiagnosticCode): Diagnostic | undefined {
  const { wrong } = catalogue[code]
  const options = { id: wrong.file, root: '', cacheComponents: code === 'segment-config-conflict' }
  const look = code === 'uncompiled' ? examineOutput : examine
  return look(wrong.code, options).diagnostics.find((diagnostic) => diagnostic.code === code)
}
