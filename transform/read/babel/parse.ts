/** Text → Babel's syntax tree. */
import { createRequire } from 'node:module'
import type { ParserOptions } from '@babel/parser'
import type * as t from '@babel/types'
import { languageOf } from '../../module-id.ts'
import type { Span } from '../../source.ts'
import { assertionChain } from '../doubling.ts'
import { wordAt } from '../tokens.ts'

/** A syntax error as `ReadResult` tells it. */
export interface ParseError {
  readonly message: string
  readonly span: Span
}

/** Said of modules that a parser would not come to the end of. */
export const tooDeep = 'This module is nested too deeply to be read.'

/**
 * Parses as a module with the decorators of the standard; when that fails, with TypeScript's older ones, and then as a script. Of several
 * errors the one that lies farthest in the text is given: that attempt understood most.
 */
export function parse(source: string, id: string): t.File | ParseError {
  const text = source.startsWith('\uFEFF#!') ? ` //${source.slice(3)}` : source // Babel sees a hashbang at offset 0 only
  const chain = assertionChain(source)
  if (chain >= 0) return { message: tooDeep, span: { start: chain, end: chain + 1 } }
  let farthest: ParseError | undefined
  for (const options of attempts(source, id)) {
    try {
      return parseLeniently(text, options)
    } catch (error) {
      if (!isSyntaxError(error)) throw error
      const start = Math.min(error.pos, text.length)
      if (!farthest || start > farthest.span.start)
        farthest = { message: error.message.replace(/ \(\d+:\d+\)$/, ''), span: { start, end: tokenEnd(text, start) } }
    }
  }
  return farthest!
}

function parseLeniently(text: string, options: ParserOptions): t.File {
  try {
    return parser().parse(text, options)
  } catch (error) {
    const isTyped = options.plugins!.includes('typescript')
    const file = isTyped && isSyntaxError(error) ? withoutTypeErrors(text, options) : undefined
    if (file === undefined) throw error
    return file
  }
}

/** What concerns types alone is no error to others: `override` without `extends`, and in TSX a comma behind `<T = unknown>(value: T) => …`. Undefined if more is wrong than such. */
function withoutTypeErrors(text: string, options: ParserOptions): t.File | undefined {
  try {
    const file = parser().parse(text, { ...options, errorRecovery: true })
    return file.errors.every(({ reasonCode }) => typeErrors.has(reasonCode)) ? file : undefined
  } catch (error) {
    if (!isSyntaxError(error)) throw error
    return undefined
  }
}

const typeErrors: ReadonlySet<string> = new Set(['OverrideNotInSubClass', 'SingleTypeParameterWithoutTrailingComma'])

function* attempts(source: string, id: string): Generator<ParserOptions> {
  const extension = languageOf(id) ?? 'tsx'
  const decorators = source.includes('@') ? (['decorators', 'decorators-legacy'] as const) : (['decorators'] as const)
  for (const sourceType of ['module', 'script'] as const) {
    for (const decorator of decorators) {
      yield {
        sourceType,
        allowReturnOutsideFunction: sourceType === 'script',
        allowUndeclaredExports: true,
        attachComment: false,
        locations: false,
        plugins: [...languages(extension), decorator, ...proposals],
      }
    }
  }
}

/** What other parsers read without being asked to. */
const proposals = ['decoratorAutoAccessors', 'deferredImportEvaluation', 'sourcePhaseImports'] as const

function languages(extension: string): ('typescript' | 'jsx')[] {
  if (extension === 'tsx') return ['typescript', 'jsx']
  return extension.includes('t') ? ['typescript'] : ['jsx']
}

let loaded: typeof import('@babel/parser') | undefined

function parser(): typeof import('@babel/parser') {
  return (loaded ??= createRequire(import.meta.url)('@babel/parser') as typeof import('@babel/parser'))
}

function isSyntaxError(error: unknown): error is SyntaxError & { readonly pos: number } {
  return error instanceof SyntaxError && 'pos' in error
}

function tokenEnd(text: string, start: number): number {
  return Math.max(wordAt(text, start).end, Math.min(start + (text.codePointAt(start)! > 0xffff ? 2 : 1), text.length))
}
