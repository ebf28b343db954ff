import type { Choices } from './choices.ts'
import { calls, inlineCached, passed } from './call.ts'
import { literal, types } from './literal.ts'
import { freshName } from './names.ts'
import { type DataType, declare, inBlock, openScope, type Place, readable, use, type Variable } from './scope.ts'
import { wildExpression } from './wild.ts'

type Production = (choices: Choices, place: Place) => string | undefined

/**
 * Data of a type: `number`, `text`, `list` (of a few numbers) or `record` (`{ a: number, b: { c: number, d: text } |
 * null, l: list }`). Lists and texts never grow beyond a few items.
 */
export function expression(type: DataType, choices: Choices, place: Place): string {
  if (place.wild && choices.once(12)) return wildExpression(choices, place)
  if (choices.isEmpty) return dressed(leaf(type, choices, place), type, choices)
  const production = choices.from([...productions[type], ...anyType])
  const text = production(choices, place, type) ?? leaf(type, choices, place)
  return dressed(text, type, choices)
}

/** Something of which only the result matters. */
export function anyExpression(choices: Choices, place: Place): string {
  if (!choices.isEmpty && choices.once(3)) {
    const text = choices.from([calls, inlineCached, passed])(choices, place, 'data') ?? fact(choices, place)
    if (text !== undefined) return text
  }
  return expression(choices.from(['number', 'text', 'list', 'record']), choices, place)
}

function leaf(type: DataType, choices: Choices, place: Place): string {
  const options = readable(place).flatMap((variable) => readsOf(variable, type).map((path) => ({ variable, path })))
  if (options.length === 0 || choices.below(6) === 0) return parenthesized(literal(type, choices))
  const { variable, path } = choices.from(options)
  return `${use(place, variable)}${path}`
}

/** A record may be asked for a part of it. */
function readsOf(variable: Variable, type: DataType): readonly string[] {
  if (variable.type === type) return ['']
  return variable.type === 'record' ? (parts[type] ?? []) : []
}

const parts: Readonly<Partial<Record<DataType, readonly string[]>>> = {
  number: ['.a', '?.a', '.l.length'],
  list: ['.l', '!.l'],
}

function parenthesized(text: string): string {
  return text.startsWith('{') ? `(${text})` : text
}

/** What TypeScript and people put around an expression. */
function dressed(text: string, type: DataType, choices: Choices): string {
  // `as as any`, `async satisfies any`: SWC does not read it.
  const word = /^(?:as|async|satisfies)$/.test(text)
  switch (word ? 0 : choices.below(24)) {
    case 23:
      return `(${text} as any)`
    case 22:
      return `(${text})!`
    case 21:
      return `(${text} satisfies unknown as ${types[type]})`
    case 20:
      return `(/* ${type} */ ${text})`
    default:
      return text
  }
}

function variableOf(type: Variable['type'], choices: Choices, place: Place): string | undefined {
  const variables = readable(place).filter((variable) => variable.type === type)
  return variables.length === 0 ? undefined : use(place, choices.from(variables))
}

/** `r.a`, `r?.b?.c`, `r['l'].length` */
function path(
  choices: Choices,
  place: Place,
  ends: readonly string[],
  type: Variable['type'] = 'record',
): string | undefined {
  const object = variableOf(type, choices, place)
  return object === undefined ? undefined : `${object}${choices.from(ends)}`
}

const productions: Readonly<Record<DataType, readonly Production[]>> = {
  number: [
    (choices, place) =>
      `(${expression('number', choices.part(), place)} + ${expression('number', choices.part(), place)})`,
    (choices, place) => path(choices, place, ['.a', '?.a', '!.a', "['a']", '.l.length', '.l[0]']),
    (choices, place) =>
      `(${path(choices, place, ['.b?.c', '?.b?.c', '.b?.d?.length', '.b?.["c"]', '.l?.at(0)', '.b?.d?.at?.(0)?.length']) ?? '0'} ?? 7)`,
    (choices, place) => path(choices, place, ['.b.c', '.b!.c', '.b.d.length', '!.b!.d.indexOf("d")']),
    (choices, place) =>
      `(${expression('number', choices.part(), place)} * ${expression('number', choices.part(), place)} % 97)`,
    (choices, place) =>
      `${expression('list', choices.part(), place)}${choices.from(['.length', '.at(-1)', '[0]', '?.[1]'])}`,
    (choices, place) =>
      `${expression('text', choices.part(), place)}${choices.from(['.length', ".indexOf('a')", '!.length'])}`,
    (choices, place) => withArrow(choices, place, 'number', (arrow) => `(${arrow})()`),
    (choices, place) => {
      const list = expression('list', choices.part(), place)
      return withArrow(choices, place, 'number', (arrow) => `${list}.map(${arrow}).length`, 'number')
    },
    (choices, place) => digest(calls(choices, place, 'data') ?? inlineCached(choices, place, 'data')),
  ],
  text: [
    (choices, place) =>
      `\`${anyInTemplate(choices.part(), place)}-${anyInTemplate(choices.part(), place)}\`.slice(0, 12)`,
    (choices, place) =>
      path(choices, place, ['.b?.d', '?.b?.d', '.b!.d', '.b?.d.toUpperCase()', "?.['b']?.d", '.b?.d?.trim?.()']),
    (choices, place) => path(choices, place, ['.message', '?.message', "['message']", '.message.at(0)'], 'error'),
    (choices, place) => `String(${expression('number', choices.part(), place)})`,
    (choices, place) =>
      `(${expression('text', choices.part(), place)} + ${expression('text', choices.part(), place)}).slice(-9)`,
    (choices, place) => nameOfFunction(choices, place),
    (choices, place) => `(typeof ${anyExpression(choices.part(), place)})`,
  ],
  list: [
    (choices, place) =>
      `[${expression('number', choices.part(), place)}, ${expression('number', choices.part(), place)}]`,
    (choices, place) => path(choices, place, ['.l', '?.l', '!.l', '.l.slice(1)', '.l.concat(1).slice(-2)']),
    (choices, place) =>
      `[...${expression('list', choices.part(), place)}, ${expression('number', choices.part(), place)}].slice(0, 4)`,
    (choices, place) => {
      const list = expression('list', choices.part(), place)
      return withArrow(choices, place, 'number', (arrow) => `${list}.map(${arrow})`, 'number')
    },
    (choices, place) => `Object.keys(${expression('record', choices.part(), place)}).map((key) => key.length)`,
  ],
  record: [
    (choices, place) => {
      const [a, c] = [expression('number', choices.part(), place), expression('number', choices.part(), place)]
      return `({ a: ${a}, b: { c: ${c}, d: ${expression('text', choices.part(), place)} }, l: ${expression('list', choices.part(), place)} })`
    },
    (choices, place) =>
      `({ ...${expression('record', choices.part(), place)}, a: ${expression('number', choices.part(), place)} })`,
    (choices, place) => `({ ...${expression('record', choices.part(), place)}, b: null })`,
    (choices, place) => shorthand(choices, place),
  ],
}

const anyType: readonly ((choices: Choices, place: Place, type: DataType) => string | undefined)[] = [
  (choices, place, type) =>
    `(${expression('number', choices.part(), place)} > ${choices.below(5)} ? ${expression(type, choices.part(), place)} : ${expression(type, choices.part(), place)})`,
  calls,
  calls,
  inlineCached,
  passed,
]

function anyInTemplate(choices: Choices, place: Place): string {
  return `\${${expression(choices.from(['number', 'text', 'list']), choices, place)}}`
}

export function digest(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `digest(${text})`
}

/** `f.name`, `f.length`: what a compiled function must not change. */
function fact(choices: Choices, place: Place): string | undefined {
  const functions = readable(place).filter(({ calls }) => calls.length > 0)
  if (functions.length === 0) return undefined
  const variable = choices.from(functions)
  const { path } = choices.from(variable.calls)
  // A compiled function says who it is before anything else: it may be read in part everywhere, called only where it may be called.
  const text = `${use(place, variable)}${path}`
  return choices.from([`${text}.name`, `${text}.length`, `[${text}.length, ${text}.name]`])
}

function nameOfFunction(choices: Choices, place: Place): string | undefined {
  const functions = readable(place).filter(({ calls }) => calls.length === 1 && calls[0]!.path === '')
  return functions.length === 0 ? undefined : `${use(place, choices.from(functions))}.name`
}

/** `({ a, b: null, l })`: variables in shorthand, where they have the property's name. */
function shorthand(choices: Choices, place: Place): string | undefined {
  const variables = new Map(readable(place).map((variable) => [variable.name, variable]))
  const property = (name: string, type: DataType): string => {
    const variable: Variable | undefined = variables.get(name)
    return variable?.type === type ? use(place, variable) : `${name}: ${expression(type, choices.part(), place)}`
  }
  return `({ ${property('a', 'number')}, b: ${choices.from(['null', "{ c: 1, d: 'd' }"])}, ${property('l', 'list')} })`
}

/** An arrow of an expression, sync, run where it stands. */
function withArrow(
  choices: Choices,
  place: Place,
  type: DataType,
  around: (arrow: string) => string,
  parameter?: DataType,
): string {
  const inner = { ...inBlock(place, 4), awaits: false }
  const head = openScope('parameters', place.scope, place.scope.body)
  const name = parameter === undefined ? '' : freshName(choices, head)
  if (parameter !== undefined) {
    declare(head, { name, type: parameter, assignable: false, calls: [], capturable: true })
  }
  const body = expression(type, choices.part(), { ...inner, scope: head })
  return around(`(${name}) => ${parenthesized(body)}`)
}
