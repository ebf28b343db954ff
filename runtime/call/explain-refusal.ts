import { ValueError } from '../errors.ts'
import { parameterNames } from '../observe/parameter-names.ts'
import type { Definition } from './definition.ts'
import { AsThrown, Refusal } from '../key/refusal.ts'

/** The error a user gets for an argument or a captured variable; `captured`: how many of the values were captured (they come first). */
export function refusedInput(error: unknown, definition: Definition, captured: number, body?: unknown): unknown {
  if (error instanceof AsThrown) return error.cause
  if (!(error instanceof Refusal)) return error
  const isCapture = error.position < captured
  const place = nameOfInput(error.position, definition, captured, body)
  const path = inShort(error.path)
  const where = path === '' ? `${place}:` : isCapture ? `${place}${path}:` : `${place}, ${path}:`
  const code = error.code === 'too-large' ? 'key-too-large' : isCapture ? 'uncacheable-capture' : 'uncacheable-argument'
  return refused(
    error,
    definition,
    code,
    `${where} ${error.what}${error.code === 'kind' ? ' cannot be part of a cache key' : ''}. ${error.remedy}`,
  )
}

/** `argument 1 (filter)`; captures come before the arguments. Names that the definition does not have are read from the body's text. */
export function nameOfInput(position: number, definition: Definition, captured: number, body: unknown): string {
  if (position < captured) return captureName(definition, position, captured)
  const name = parameterNames(definition, captured, body)[position]
  return name === undefined ? `argument ${position - captured + 1}` : `argument ${position - captured + 1} (${name})`
}

/** The error for a result that cannot be kept. */
export function refusedResult(error: unknown, definition: Definition): unknown {
  if (!(error instanceof Refusal)) return error
  const where = error.path === '' ? 'its result' : `its result, at ${inShort(error.path)}`
  const what = error.code === 'kind' ? `is ${error.what}, which cannot be cached` : `: ${error.what}`
  return refused(
    error,
    definition,
    'uncacheable-result',
    `${where}${what.startsWith(':') ? '' : ' '}${what}. ${error.remedy}`,
  )
}

/** Hostile values have paths that nobody could read. */
function inShort(path: string): string {
  return path.length <= 200 ? path : `${path.slice(0, 100)} … ${path.slice(-80)}`
}

function refused(error: Refusal, definition: Definition, code: ValueError['code'], message: string): ValueError {
  const cause = error.cause === undefined ? undefined : { cause: error.cause }
  return new ValueError(code, { function: definition.id, path: error.path }, message, cause)
}

/** The compiler names paths; values are captured by variable, so that paths of one variable share a value. */
function captureName(definition: Definition, index: number, captured: number): string {
  const variables = definition.captureNames
  const name = variables.length === captured ? variables[index] : undefined
  return name === undefined ? `captured variable ${index + 1}` : `captured variable ${name}`
}
