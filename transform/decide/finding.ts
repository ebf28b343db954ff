import type { DiagnosticCode, Fix } from '../report/diagnostic.ts'
import type { Span } from '../source.ts'

/** A finding before it has lines, a file and words: `report/catalogue.ts` makes the sentence from `details`. */
export interface Finding {
  readonly code: DiagnosticCode
  readonly span: Span
  /** Names of the user's code that the sentence mentions. */
  readonly details: Details
  readonly related?: readonly { readonly message: string; readonly span: Span }[]
  readonly fix?: Fix
}

export type Details = Readonly<Record<string, string>>
