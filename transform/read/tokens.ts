/** Finding tokens in a module's text where a syntax tree says only roughly where they are. */
import type { Span } from '../source.ts'

/** The offset of the first token at or after `offset`: white space and comments are skipped. */
export function skipTrivia(text: string, offset: number): number {
  trivia.lastIndex = offset
  trivia.test(text)
  return trivia.lastIndex
}

/** The identifier that begins at `start`; empty when none does. Escapes (`\u0061`) belong to it. */
export function wordAt(text: string, start: number): Span {
  word.lastIndex = start
  return { start, end: word.test(text) ? word.lastIndex : start }
}

/** The string literal that begins at `start`; empty when none does. */
export function stringAt(text: string, start: number): Span {
  string.lastIndex = start
  return { start, end: string.test(text) ? string.lastIndex : start }
}

const trivia = /(?:\s+|\/\/[^\n\r\u2028\u2029]*|\/\*[^]*?\*\/)*/y
const string = /'(?:[^'\\\n\r]|\\[^])*'|"(?:[^"\\\n\r]|\\[^])*"/y
const word = /#?(?:[$\u200c\u200d\p{ID_Continue}]|\\u[0-9a-fA-F]{4}|\\u\{[0-9a-fA-F]+\})+/uy

/** Where the code begins when there are no directives. */
export function hashbangEnd(text: string): number {
  return /^\uFEFF?(?:#![^\n\r\u2028\u2029]*(?:\r\n|[\n\r\u2028\u2029])?)?/.exec(text)![0].length
}
