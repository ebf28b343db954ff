import type { Range } from '../source.ts'

/** How bad a finding is. A function with one is left uncompiled either way. */
export type Severity = 'error' | 'warning'

/** A finding about the user's code: data, never thrown. */
export interface Diagnostic {
  /** Stable, kebab-case; a key of the catalogue. */
  readonly code: DiagnosticCode
  readonly severity: Severity
  /** What is wrong, one sentence, with the names of the user's code in it. */
  readonly message: string
  /** What to do about it. */
  readonly help: string
  /** The module, as it was given in `id` (absolute or relative). */
  readonly file: string
  readonly span: Range
  /** Other places that belong to the finding. */
  readonly related?: readonly Related[]
  /** Edits that resolve the finding, if a machine can make them. */
  readonly fix?: Fix
}

/** Another place that a finding has to do with. */
export interface Related {
  readonly message: string
  readonly file: string
  readonly span: Range
}

/** Replacements in the finding's own file, not overlapping. */
export interface Fix {
  /** What the fix does, in the imperative: “Make it async”. */
  readonly title: string
  readonly edits: readonly { readonly start: number; readonly end: number; readonly text: string }[]
}

/** What a finding is called; `use-cache explain <code>` says more about each. */
export type DiagnosticCode =
  | 'handler-directive'
  | 'not-async'
  | 'generator'
  | 'instance-method'
  | 'uses-this'
  | 'uses-arguments'
  | 'uses-super'
  | 'uses-new-target'
  | 'uses-eval'
  | 'assigns-capture'
  | 'captures-function'
  | 'captures-class'
  | 'directive-typo'
  | 'unknown-kind'
  | 'misplaced-directive'
  | 'conflicting-directives'
  | 'invalid-file-export'
  | 'request-api-inside'
  | 'cache-api-outside'
  | 'revalidate-inside'
  | 'unknown-profile'
  | 'route-invalid-export'
  | 'route-invalid-config'
  | 'segment-config-conflict'
  | 'uncompiled'
  | 'route-page-conflict'
  | 'route-duplicate'
  | 'route-invalid-path'
  | 'syntax-error'
