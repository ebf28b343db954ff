import type { Choices } from './choices.ts'
import type { Callable, DataType, Place } from './scope.ts'

/**
 * The rules that all others know: a grammar is recursive, what it is written in is not. `program.ts` puts it together.
 */
export interface Grammar {
  /** Data of a type. */
  expression(type: DataType, choices: Choices, place: Place): string
  /** Something of which only the result matters. */
  anyExpression(choices: Choices, place: Place): string
  /** What stands in a block. */
  statements(choices: Choices, place: Place): string[]
  /** A whole function. */
  functionText(choices: Choices, place: Place, options: FunctionOptions): FunctionText
}

export interface FunctionOptions {
  readonly shape: 'declaration' | 'expression' | 'arrow' | 'method'
  readonly cached: boolean
  readonly async: boolean
  readonly returns: DataType | 'data'
  /** Its own name, or the method's key. */
  readonly name: string
  /** The variable by which it can call itself. */
  readonly self?: string
  /** What was promised to those who call it before it is written. */
  readonly promised?: Callable
  /** How many calls its body may make. */
  readonly limit?: number
  readonly directive?: string
}

export interface FunctionText {
  readonly text: string
  readonly callable: Callable
}

export const expression: Grammar['expression'] = (type, choices, place) =>
  place.grammar.expression(type, choices, place)
export const anyExpression: Grammar['anyExpression'] = (choices, place) => place.grammar.anyExpression(choices, place)
export const statements: Grammar['statements'] = (choices, place) => place.grammar.statements(choices, place)
export const functionText: Grammar['functionText'] = (choices, place, options) =>
  place.grammar.functionText(choices, place, options)
