import type { Definition } from '../call/definition.ts'

/** The names of captured variables, then of parameters; undefined where one is not known, as after a minifier or for a pattern. */
export function parameterNames(
  definition: Definition,
  captured: number,
  body: unknown,
): readonly (string | undefined)[] {
  const { parameters } = definition
  const known = namesByDefinition.get(definition)
  if (known !== undefined) return known
  if (typeof body !== 'function') return [...Array.from({ length: captured }, () => undefined), ...parameters]
  const written = namesInText(Function.prototype.toString.call(body))
  const names = parameters.length > 0 ? [...written.slice(0, captured), ...parameters] : written
  namesByDefinition.set(definition, names)
  return names
}

/** The names of the parameters of a function that is not compiled; `_` where one is not known. */
export function parametersOf(fn: (...args: never[]) => unknown): readonly string[] {
  const text = Function.prototype.toString.call(fn)
  const sole = /^(?:async\s+)?([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*=>/u.exec(text)?.[1]
  return sole === undefined ? namesInText(text).map((name) => name ?? '_') : [sole]
}

const namesByDefinition = new WeakMap<Definition, readonly (string | undefined)[]>()

/** Of `async function (category, { page } = {}, limit = 10) {…}`: `category`, nothing, `limit`. */
function namesInText(text: string): (string | undefined)[] {
  const start = text.indexOf('(') + 1
  const names: (string | undefined)[] = []
  let depth = 0
  let from = start
  for (let at = start; at < text.length; at++) {
    const sign = text[at]!
    if ('([{'.includes(sign)) depth++
    else if (sign === ')' && depth === 0) return at === start ? names : [...names, nameIn(text.slice(from, at))]
    else if (')]}'.includes(sign)) depth--
    else if (sign === ',' && depth === 0) {
      names.push(nameIn(text.slice(from, at)))
      from = at + 1
    } else if ('\'"`'.includes(sign)) at = endOfText(text, at)
  }
  return names
}

function endOfText(text: string, at: number): number {
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === '\\') end++
    else if (text[end] === text[at]) return end
  }
  return text.length
}

function nameIn(parameter: string): string | undefined {
  return /^\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*(?:=|$)/u.exec(parameter)?.[1]
}
