import type { Span } from '../source.ts'

/** A replacement in a module's text. */
export interface TextEdit extends Span {
  readonly text: string
}

/** A part of the text with its edits, which lie within it and do not overlap, applied. */
export function applyEdits(
  text: string,
  edits: readonly TextEdit[],
  within: Span = { start: 0, end: text.length },
): string {
  let result = ''
  let at = within.start
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return result + text.slice(at, within.end)
}
