import type { Choices } from './choices.ts'
import { expression } from './grammar.ts'
import { literal, types } from './literal.ts'
import { freshName } from './names.ts'
import { type DataType, dataTypes, declare, type Parameter, type Place } from './scope.ts'

export interface Declared {
  /** Between the parentheses. */
  readonly text: string
  /** The only parameter, if it could do without parentheses. */
  readonly bare: string | undefined
  /** `name` is empty for patterns. */
  readonly list: readonly { readonly name: string; readonly parameter: Parameter }[]
}

/**
 * `hasThis`: TypeScript's `this` parameter is possible. Declares up to three parameters in the place's scope: plain,
 * with defaults, patterns, a rest. `promised`: what callers believe.
 */
export function parameters(
  choices: Choices,
  place: Place,
  hasThis: boolean,
  promised?: readonly Parameter[],
): Declared {
  const count = promised ? promised.length : choices.from([0, 1, 1, 2, 2, 3])
  const list: { name: string; text: string; parameter: Parameter }[] = []
  for (let index = 0; index < count; index++) {
    const own = choices.part()
    const type = promised?.[index]?.type ?? own.from(dataTypes)
    list.push(one(own, place, type, promised === undefined && index === count - 1))
  }
  const thisParameter = hasThis && choices.once(8) ? ['this: void'] : []
  const only = list.length === 1 && thisParameter.length === 0 ? list[0]! : undefined
  return {
    text:
      [...thisParameter, ...list.map(({ text }) => text)].join(choices.from([', ', ',\n  '])) +
      (choices.once(10) && list.length > 0 && !list.at(-1)!.parameter.rest ? ',' : ''),
    bare:
      only !== undefined && only.text.split(':')[0] === only.name && !only.parameter.optional ? only.name : undefined,
    list,
  }
}

function one(
  choices: Choices,
  place: Place,
  type: DataType,
  isLast: boolean,
): { name: string; text: string; parameter: Parameter } {
  if (isLast && type === 'list' && choices.once(2)) {
    const name = variable(choices, place, 'list')
    return { name: '', text: `...${name}: number[]`, parameter: { type, optional: false, rest: true } }
  }
  const isPattern = choices.once(3) && (type === 'list' || type === 'record')
  if (isPattern) {
    const text = pattern(type, choices, place, (name) => declare(place.scope, plain(name.name, name.type)))
    const fallback = choices.once(3)
    return {
      name: '',
      text: `${text}${choices.from([': any', ''])}${fallback ? ` = ${literal(type, choices)}` : ''}`,
      parameter: { type, optional: fallback, rest: false },
    }
  }
  const annotation = choices.from([`: ${types[type]}`, '', ': any'])
  const kind = choices.below(4)
  const fallback = kind === 3 ? ` = ${defaultValue(type, choices, place)}` : ''
  const name = freshName(choices, place.scope)
  declare(place.scope, plain(name, type))
  if (kind === 2 && type !== 'record')
    return { name, text: `${name}?: ${types[type]}`, parameter: { type, optional: true, rest: false } }
  return { name, text: `${name}${annotation}${fallback}`, parameter: { type, optional: kind === 3, rest: false } }
}

/** May read what is around the function, and the parameters before it. */
function defaultValue(type: DataType, choices: Choices, place: Place): string {
  return expression(type, choices.part(), { ...place, quiet: true })
}

function variable(choices: Choices, place: Place, type: DataType): string {
  return declare(place.scope, plain(freshName(choices, place.scope), type)).name
}

function plain(
  name: string,
  type: DataType,
): { name: string; type: DataType; assignable: boolean; calls: []; capturable: true } {
  return { name, type, assignable: true, calls: [], capturable: true }
}

/**
 * `{ a, b: { c: x = 1 } = {}, ...rest }`, `[x, , ...y]`: takes a record or a list apart. `into` declares what it binds.
 */
export function pattern(
  type: 'list' | 'record',
  choices: Choices,
  place: Place,
  into: (variable: { readonly name: string; readonly type: DataType }) => unknown,
  name: () => string = () => freshName(choices, place.scope),
): string {
  const bind = (type: DataType): string => {
    const bound = name()
    into({ name: bound, type })
    return bound
  }
  const fallback = (type: DataType): string =>
    choices.once(3) ? ` = ${expression(type, choices.part(), { ...place, quiet: true })}` : ''
  const bindOr = (type: DataType): string => {
    const value = fallback(type)
    return `${bind(type)}${value}`
  }
  if (type === 'list')
    return choices.from([
      () => `[${bindOr('number')}]`,
      () => `[${bindOr('number')}, ${bindOr('number')}]`,
      () => `[, ...${bind('list')}]`,
    ])()
  const property = (key: string, type: DataType): string => {
    const value = fallback(type)
    const bound = bind(type)
    return bound === key ? `${key}${value}` : `${choices.from([key, `'${key}'`, `['${key}']`])}: ${bound}${value}`
  }
  return choices.from([
    () => `{ ${property('a', 'number')} }`,
    () => `{ ${property('a', 'number')}, l: [${bindOr('number')}] }`,
    () => `{ b: { ${property('c', 'number')}, ${property('d', 'text')} } = { c: 4, d: 'e' } }`,
    () => `{ ${property('l', 'list')}, ...${bind('record')} }`,
  ])()
}
