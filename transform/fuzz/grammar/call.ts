import type { Choices } from './choices.ts'
import { expression, functionText } from './grammar.ts'
import { literal } from './literal.ts'
import { type Callable, type DataType, type Place, readable, use } from './scope.ts'

/** A call of something that returns the type, awaited where it is async. */
export function calls(choices: Choices, place: Place, type: DataType | 'data'): string | undefined {
  if (place.quiet) return undefined
  const options = readable(place).flatMap((variable) =>
    variable.calls.filter(({ callable }) => mayCall(place, callable, type)).map((call) => ({ variable, ...call })),
  )
  if (options.length === 0) return undefined
  const { variable, path, callable } = choices.from(options)
  pay(place, callable)
  const text = `${use(place, variable)}${path}(${argumentsOf(callable, choices, place)})`
  return callable.async ? awaited(text, choices) : text
}

/** `(await (async (n: number) => { 'use cache'; … })(1))` */
export function inlineCached(choices: Choices, place: Place, type: DataType | 'data'): string | undefined {
  if (place.quiet || !place.awaits || room(place) < 2) return undefined
  const { text, callable } = functionText(choices.part(), place, {
    shape: choices.from(['arrow', 'expression']),
    cached: !choices.once(8),
    async: true,
    returns: type,
    name: '',
    limit: Math.floor(room(place)) - 1,
  })
  pay(place, callable)
  return awaited(`${choices.from(callees)(text)}(${argumentsOf(callable, choices, place)})`, choices)
}

/** Places in which a function can stand to be called at once. */
const callees: readonly ((text: string) => string)[] = [
  (text) => `(${text})`,
  (text) => `(${text})`,
  (text) => `(${text})?.`,
  (text) => `(${text})!`,
  (text) => `[${text}][0]!`,
  (text) => `({ f: ${text} }).f`,
  (text) => `({ ['f']: ${text} }).f`,
  (text) => `(true ? ${text} : null)!`,
  (text) => `(null ?? (${text}))`,
  (text) => `((f: any = ${text}) => f)()`,
  (text) => `((f: any) => f)(${text})`,
  (text) => `(function () { return ${text} })()`,
  (text) => `(() => ${text})()`,
  (text) => `new (class { f = ${text} })().f`,
  (text) => `(class { static f = ${text} }).f`,
  (text) => `(class { static f: any; static { this.f = ${text} } }).f`,
  (text) => `(${text}).bind(null)`,
]

/** A cached function as an argument of another one, which calls it. */
export function passed(choices: Choices, place: Place, type: DataType | 'data'): string | undefined {
  if (place.quiet || !place.awaits) return undefined
  const options = readable(place).flatMap((variable) =>
    variable.calls
      .filter(({ callable }) => callable.cached && mayCall(place, { ...callable, cost: callable.cost + 1 }, type))
      .map((call) => ({ variable, ...call })),
  )
  if (options.length === 0) return undefined
  const { variable, path, callable } = choices.from(options)
  pay(place, { ...callable, cost: callable.cost + 1 })
  const args = callable.parameters.map(({ type, rest }) => (rest ? '' : literal(type, choices))).join(', ')
  return `(await (async (f: any) => {\n  'use cache'\n  return f(${args})\n})(${use(place, variable)}${path}))`
}

/** A call of something cached that gives a number, not waited for. What is passed to it waits for nothing either. */
export function started(choices: Choices, place: Place): string | undefined {
  const options = readable(place).flatMap((variable) =>
    variable.calls
      .filter(({ callable }) => callable.cached && callable.returns === 'number' && callable.cost <= room(place))
      .map((call) => ({ variable, ...call })),
  )
  const quiet = { ...place, quiet: true }
  if (options.length > 0 && choices.once(2)) {
    const { variable, path, callable } = choices.from(options)
    pay(place, callable)
    return `${use(place, variable)}${path}(${argumentsOf(callable, choices, quiet)})`
  }
  if (room(place) < 2) return undefined
  const { text, callable } = functionText(choices.part(), place, {
    shape: 'arrow',
    cached: true,
    async: true,
    returns: 'number',
    name: '',
    limit: Math.floor(room(place)) - 1,
  })
  pay(place, callable)
  return `(${text})(${argumentsOf(callable, choices, quiet)})`
}

/** How often something may still be called here. */
export function room({ scope: { body }, weight }: Place): number {
  return (body.limit - body.cost) / weight
}

export function pay({ scope: { body }, weight }: Place, { cost }: Callable): void {
  body.cost += cost * weight
}

export function argumentsOf({ parameters }: Callable, choices: Choices, place: Place): string {
  const list: string[] = []
  for (const { type, optional, rest } of parameters) {
    if (rest) list.push(`...${expression('list', choices.part(), place)}`)
    else if (optional && choices.once(3)) list.push('undefined')
    else list.push(expression(type, choices.part(), place))
  }
  while (list.at(-1) === 'undefined' && choices.below(2) === 0) list.pop()
  // Nobody declared it: it must not matter.
  if (choices.once(16) && !parameters.some(({ rest }) => rest) && list.length === parameters.length) list.push('99')
  return list.join(', ')
}

function mayCall(place: Place, callable: Callable, type: DataType | 'data'): boolean {
  return callable.returns === type && (place.awaits || !callable.async) && callable.cost <= room(place)
}

function awaited(text: string, choices: Choices): string {
  return choices.once(6) ? `(await Promise.all([${text}]))[0]` : `(await ${text})`
}
