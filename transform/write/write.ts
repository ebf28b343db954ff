import type { Edit } from '../decide/plan.ts'
import { sourceMap, type Piece, type SourceMap } from './source-map.ts'

export interface Written {
  readonly code: string
  readonly map: SourceMap
}

/** Carries out edits on a module's text; the source map is the identity but for what was inserted. */
export function write(text: string, edits: readonly Edit[], source: string): Written {
  const pieces = piecesOf(text, edits)
  return { code: pieces.map((piece) => piece.text).join(''), map: sourceMap(text, pieces, source) }
}

function piecesOf(text: string, edits: readonly Edit[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  const keepUntil = (end: number): void => {
    if (end <= at) return
    pieces.push({ text: text.slice(at, end), original: at, kept: true })
    at = end
  }
  const changes = edits.map((edit) => changeOf(edit, text)).sort((a, b) => a.start - b.start || a.order - b.order)
  for (const change of changes) {
    keepUntil(change.start)
    if (change.text !== '') {
      const original = change.order === orders.cut ? change.start : null
      pieces.push({ text: change.text, original, kept: false })
    }
    at = Math.max(at, change.end)
  }
  keepUntil(text.length)
  return pieces
}

/** What takes the place of a part of the text. */
interface Change {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly order: number
}

/** What happens at one offset: first comes what stays with the text that precedes it, then what stays with the text that follows, then that text. */
const orders = { before: 0, after: 1, cut: 2, append: 3 } as const

function changeOf(edit: Edit, text: string): Change {
  switch (edit.type) {
    case 'insert':
      return { start: edit.at, end: edit.at, text: edit.text, order: orders[edit.side] }
    case 'replace':
      return { start: edit.start, end: edit.end, text: edit.text, order: orders.cut }
    case 'remove-item': {
      const end = edit.end + (/^\s*,/.exec(text.slice(edit.end))?.[0].length ?? 0)
      return { start: edit.start, end, text: '', order: orders.cut }
    }
    case 'remove-statement':
      return { start: startOfLine(text, edit), end: edit.end, text: '', order: orders.cut }
    case 'append': {
      const end = text.length
      return { start: end, end, text: `${text.endsWith('\n') ? '' : '\n'}${edit.text}\n`, order: orders.append }
    }
  }
}

/** Where the white space before a statement begins, if the statement has its line for itself; else where the statement begins. */
function startOfLine(text: string, { start, end }: { readonly start: number; readonly end: number }): number {
  let lineStart = start
  while (isBlank(text[lineStart - 1])) lineStart--
  let lineEnd = end
  while (isBlank(text[lineEnd])) lineEnd++
  return isLineEnd(text[lineStart - 1]) && isLineEnd(text[lineEnd]) ? lineStart : start
}

function isBlank(character: string | undefined): boolean {
  return character !== undefined && /[^\S\n\r\u2028\u2029]/.test(character)
}

/** The text's own start and end count. */
function isLineEnd(character: string | undefined): boolean {
  return character === undefined || /[\n\r\u2028\u2029]/.test(character)
}
