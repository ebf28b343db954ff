import type { ModuleFormat, ResolvedOptions } from '../options.ts'
import type { Span } from '../source.ts'

/** What a plan has to know beside the functions. */
export interface PlanOptions extends Pick<ResolvedOptions, 'version' | 'prelude'> {
  readonly text: string
  /** How compiled code loads the runtime. */
  readonly format: ModuleFormat
  /** The kind of wrapped exports. */
  readonly kind: string
}

/** Of one function, or of one wrapped export. */
export function versionOf(span: Span, { version }: PlanOptions): string | undefined {
  return typeof version === 'function' ? version(span) : version
}
