import type { Span } from '../../source.ts'

/** Sorts facts into source order. */
export function byStart(a: { readonly span: Span }, b: { readonly span: Span }): number {
  return a.span.start - b.span.start
}
