import type { Span } from '../source.ts'

/** A change of the text. Insertions at one offset appear in the order of the list. */
export type Edit =
  | { readonly type: 'insert'; readonly at: number; readonly text: string; readonly sticksTo: 'next' | 'previous' }
  | ({ readonly type: 'replace'; readonly text: string } & Span)
  /** Takes an item out of a `{ a, b }` list, with the comma that follows it. */
  | ({ readonly type: 'remove-item' } & Span)
  /** Takes a directive out; a line that held nothing else becomes empty. */
  | ({ readonly type: 'remove-statement' } & Span)
  | { readonly type: 'append'; readonly text: string }

/** In front of what stands at an offset, whatever else happens there. */
export function insertBefore(at: number, text: string): Edit {
  return { type: 'insert', at, text, sticksTo: 'next' }
}

/** Behind what ends at an offset. */
export function insertAfter(at: number, text: string): Edit {
  return { type: 'insert', at, text, sticksTo: 'previous' }
}

export function replace({ start, end }: Span, text: string): Edit {
  return { type: 'replace', start, end, text }
}
