import MagicString, { type SourceMap } from 'magic-string'
import type { Edit } from '../decide/edit.ts'
import { skipTrivia } from '../read/tokens.ts'
import type { Span } from '../source.ts'

export interface Written {
  readonly code: string
  readonly map: SourceMap
}

/** Carries out edits on a module's text; the source map is the identity but for what was inserted. */
export function write(text: string, edits: readonly Edit[], source: string): Written {
  const output = new MagicString(text, { filename: source })
  // Removals first: magic-string drops what was inserted at the edges of a range that is removed later.
  for (const edit of edits) if (edit.type !== 'insert') apply(output, text, edit)
  for (const edit of edits) if (edit.type === 'insert') apply(output, text, edit)
  return { code: output.toString(), map: output.generateMap({ source, hires: 'boundary', includeContent: true }) }
}

function apply(output: MagicString, text: string, edit: Edit): void {
  switch (edit.type) {
    case 'insert':
      if (edit.text === '') return
      if (edit.sticksTo === 'next') output.appendRight(edit.at, edit.text)
      else output.appendLeft(edit.at, edit.text)
      return
    case 'replace':
      if (edit.text === '') output.remove(edit.start, edit.end)
      else output.update(edit.start, edit.end, edit.text)
      return
    case 'remove-item': {
      const next = skipTrivia(text, edit.end)
      output.remove(edit.start, edit.end)
      if (text[next] === ',') output.remove(next, next + 1)
      return
    }
    case 'remove-statement':
      output.remove(startOfLine(text, edit), edit.end)
      return
    case 'append':
      output.append(`${text.endsWith('\n') ? '' : '\n'}${edit.text}\n`)
  }
}

/** Where the white space before a statement begins, if the statement has its line for itself; else where the statement begins. */
function startOfLine(text: string, { start, end }: Span): number {
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
