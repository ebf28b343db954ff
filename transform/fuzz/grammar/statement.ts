import { started } from './call.ts'
import type { Choices } from './choices.ts'
import { functionStatement, hoisted } from './function-statement.ts'
import { anyExpression, expression } from './grammar.ts'
import { types } from './literal.ts'
import { freshName } from './names.ts'
import { pattern } from './parameters.ts'
import {
  assignable,
  canDeclare,
  type DataType,
  dataTypes,
  declare,
  declareVar,
  inBlock,
  nobody,
  openScope,
  type Place,
  readable,
  type Scope,
  use,
  type Variable,
} from './scope.ts'
import { block } from './text.ts'
import { wildStatement } from './wild.ts'

type Production = (choices: Choices, place: Place) => string | undefined

/** What stands in a block, a statement for each part that is left. */
export function statements(choices: Choices, place: Place): string[] {
  const promise = choices.once(5) ? hoisted(choices.part(), place) : undefined
  const lines = choices.parts().map((part) => statement(part, place))
  if (promise !== undefined) lines.push(promise())
  return lines.filter((line) => line !== undefined).map(separated)
}

export function statement(choices: Choices, place: Place): string | undefined {
  if (place.wild && choices.once(5)) return wildStatement(choices, place)
  return choices.from(productions)(choices, place)
}

/** Nobody ends statements with a semicolon here, so those that could go on the one before begin with it. */
function separated(line: string): string {
  return /^[([`]/.test(line) ? `;${line}` : line
}

const productions: readonly Production[] = [
  declaration,
  observation,
  functionStatement,
  functionStatement,
  observation,
  destructuring,
  functionStatement,
  assignment,
  declaration,
  forLoop,
  functionStatement,
  forOf,
  tasks,
  ifElse,
  functionStatement,
  forIn,
  tryCatch,
  whileLoop,
  switchCase,
  labelled,
  (choices, place) => block(statements(choices, inBlock(place))),
  typeDeclaration,
  counting,
]

function declaration(choices: Choices, place: Place): string {
  const type = choices.from(dataTypes)
  const kind = keyword(choices, place, ['const', 'let', 'var', 'const'])
  const isLate = kind !== 'const' && choices.once(3)
  const value = expression(type, choices.part(), place)
  const name = bind(choices, place, kind, type)
  const annotation = choices.from(['', `: ${types[type]}`, ''])
  return isLate ? `${kind} ${name}: any\n${name} = ${value}` : `${kind} ${name}${annotation} = ${value}`
}

type Keyword = 'const' | 'let' | 'var'

/** In a block of the module a `var` would be the module's, which nobody captures. */
function keyword(choices: Choices, { scope, wild }: Place, keywords: readonly Keyword[]): Keyword {
  const chosen = choices.from(keywords)
  return chosen === 'var' && scope.body.parent === null && scope.kind !== 'module' && !wild ? 'let' : chosen
}

/** Declares a name and gives it. */
function bind(choices: Choices, place: Place, kind: Keyword, type: DataType, counts = false): string {
  const name = freshName(choices, place.scope, kind === 'var' ? 'var' : 'lexical')
  const variable: Variable = {
    name,
    type,
    assignable: kind !== 'const' && !counts,
    calls: [],
    capturable: true,
    changes: counts,
  }
  if (kind === 'var') declareVar(place.scope, variable)
  else declare(place.scope, variable)
  return name
}

function destructuring(choices: Choices, place: Place): string {
  const type = choices.from(['record', 'list'] as const)
  const kind = keyword(choices, place, ['const', 'let', 'var'])
  const value = expression(type, choices.part(), place)
  const declared: Variable[] = []
  const into = ({ name, type }: { readonly name: string; readonly type: DataType }): void => {
    const variable: Variable = { name, type, assignable: kind !== 'const', calls: [], capturable: true }
    declared.push(kind === 'var' ? declareVar(place.scope, variable) : declare(place.scope, variable))
  }
  const text = pattern(type, choices, place, into, () =>
    freshName(choices, place.scope, kind === 'var' ? 'var' : 'lexical'),
  )
  const whole = text.includes('b: {') ? `{ ...${value}, b: { c: 1, d: 'x' } }` : value
  return `${kind} ${text}${choices.from(['', ': any'])} = ${whole}`
}

function assignment(choices: Choices, place: Place): string | undefined {
  if (place.quiet) return undefined
  const variables = assignable(place)
  if (variables.length === 0) return undefined
  const variable = choices.from(variables)
  const { type } = variable
  if (type === null || type === 'error') return undefined
  const value = expression(type, choices.part(), place)
  const name = use(place, variable)
  if (type === 'number')
    return choices.from([
      () => `${name} = ${value}`,
      () => `${name}++`,
      () => `${name} += ${value}`,
      () => `[${name}] = [${value}]`,
      () => `({ a: ${name} = 3 } = { a: ${value} })`,
    ])()
  return `${name} = ${value}`
}

/** Says what is seen here, or only looks at it. */
function observation(choices: Choices, place: Place): string | undefined {
  const value = anyExpression(choices.part(), place)
  if (!place.scope.body.observes) return `void ${value}`
  return place.awaits && choices.once(2) ? `out.push(await attempt(async () => ${value}))` : `out.push(${value})`
}

function forLoop(choices: Choices, place: Place): string {
  const head = inBlock(place)
  const kind = keyword(choices, head, ['let', 'let', 'var'])
  const name = bind(choices, head, kind, 'number', true)
  const body = statements(choices, { ...inBlock(head), weight: place.weight * 3 })
  return `for (${kind} ${name} = 0; ${name} < 3; ${choices.from([`${name}++`, `${name} += 1`])}) ${block(body)}`
}

function forOf(choices: Choices, place: Place): string {
  const head = inBlock(place)
  const list = expression('list', choices.part(), head)
  const kind = keyword(choices, head, ['const', 'let', 'var'])
  const inner = { ...inBlock(head), weight: place.weight * 5 }
  if (choices.once(3)) {
    const [first, second] = [bind(choices, head, kind, 'number'), bind(choices, head, kind, 'number')]
    return `for (${kind} [${first}, ${second}] of ${list}.entries()) ${block(statements(choices, inner))}`
  }
  const name = bind(choices, head, kind, 'number')
  const isAsync = place.awaits && choices.once(4)
  return `for${isAsync ? ' await' : ''} (${kind} ${name} of ${list}) ${block(statements(choices, inner))}`
}

function forIn(choices: Choices, place: Place): string {
  const head = inBlock(place)
  const record = expression('record', choices.part(), head)
  const kind = choices.from(['const', 'let'] as const)
  const name = bind(choices, head, kind, 'text')
  return `for (${kind} ${name} in ${record}) ${block(statements(choices, { ...inBlock(head), weight: place.weight * 3 }))}`
}

function whileLoop(choices: Choices, place: Place): string {
  const counter = bind(choices, place, 'let', 'number', true)
  const inner = { ...inBlock(place), weight: place.weight * 3 }
  use(inner, place.scope.variables.get(counter)!)
  const body = [
    `${counter}++`,
    ...statements(choices, inner),
    ...(choices.once(4) ? [`if (${counter} > 1) continue`] : []),
  ]
  return choices.once(3)
    ? `let ${counter} = 0\ndo ${block(body)} while (${counter} < 2)`
    : `let ${counter} = 0\nwhile (${counter} < 2) ${block(body)}`
}

function ifElse(choices: Choices, place: Place): string {
  const test = `${expression('number', choices.part(), place)} > ${choices.below(5)}`
  const branch = (): string => block(statements(choices.part(), inBlock(place)))
  return `if (${test}) ${branch()}${choices.once(2) ? ` else ${branch()}` : ''}`
}

function tryCatch(choices: Choices, place: Place): string {
  const body = statements(choices.part(), inBlock(place))
  if (choices.once(2)) body.push(`throw new Error(${expression('text', choices.part(), place)})`)
  const handler = inBlock(place)
  const name = freshName(choices, handler.scope)
  declare(handler.scope, { name, type: 'error', assignable: false, calls: [], capturable: true })
  const lines = statements(choices, handler)
  const last = choices.once(3) ? ` finally ${block(statements(choices.part(), inBlock(place)))}` : ''
  return `try ${block(body)} catch (${name}: any) ${block(lines)}${last}`
}

function switchCase(choices: Choices, place: Place): string {
  const value = expression('number', choices.part(), place)
  const cases = { ...place, scope: openScope('cases', place.scope, place.scope.body) }
  const first = block(statements(choices.part(), inBlock(cases)))
  const rest = statements(choices, cases)
  return `switch (${value}) {\n  case 0: ${first}\n  case 1:\n  case 2: ${first.length > 2 ? 'break' : ''}\n  default:\n${rest.map((line) => `    ${line}`).join('\n')}\n}`
}

function labelled(choices: Choices, place: Place): string | undefined {
  const label = choices.from(['a', 'x', 'label', '$run'])
  for (let at: Scope | null = place.scope; at !== null; at = at.parent) if (at.types.has(`${label}:`)) return undefined
  const inner = inBlock(place)
  inner.scope.types.add(`${label}:`)
  return `${label}: ${block([...statements(choices, inner), `break ${label}`])}`
}

/** Several cached calls on their way at once. */
function tasks(choices: Choices, place: Place): string | undefined {
  if (!place.awaits || place.quiet || !canDeclare(place.scope, 'tasks')) return undefined
  const head = inBlock(place, 3)
  const counter = bind(choices, head, 'let', 'number', true)
  const call = started(choices, head)
  if (call === undefined) return undefined
  declare(place.scope, nobody('tasks'))
  const list = bind(choices, place, 'const', 'list')
  return `const tasks: Promise<number>[] = []\nfor (let ${counter} = 0; ${counter} < 3; ${counter}++) tasks.push(${call})\nconst ${list} = await Promise.all(tasks)`
}

/** `calls` is the module's own; nothing depends on it. */
function counting(_: Choices, { scope }: Place): string | undefined {
  for (let at: Scope | null = scope; at !== null; at = at.parent) if (at.variables.has('calls')) return 'calls++'
  return undefined
}

function typeDeclaration(choices: Choices, place: Place): string | undefined {
  const name = choices.from(['x', 'a', 'value', 'n', 'Rec'])
  if (place.scope.types.has(name)) return undefined
  place.scope.types.add(name)
  const [variable] = readable(place)
  const query = variable === undefined ? 'number' : `typeof ${use(place, variable)}`
  return choices.from([
    `type ${name} = ${query}`,
    `interface ${name} { a: number; f(x: ${query}): void }`,
    `type ${name}<T> = { [K in keyof T]: ${query} }`,
  ])
}
