import type { Span } from './source.ts'

/** Sorts what has a span into source order. */
export function byStart(a: { readonly span: Span }, b: { readonly span: Span }): number {
  return a.span.start - b.span.start
}
