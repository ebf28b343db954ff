import type { Choices } from './choices.ts'
import { anyExpression, expression, type FunctionOptions, type FunctionText, statements } from './grammar.ts'
import { types } from './literal.ts'
import { parameters } from './parameters.ts'
import {
  type Body,
  type DataType,
  declare,
  inBlock,
  means,
  nobody,
  openScope,
  type Parameter,
  type Place,
  type Scope,
  use,
  type Variable,
} from './scope.ts'
import { block } from './text.ts'

const directives = [
  "'use cache'",
  '"use cache"',
  "'use cache';",
  "'use cache: remote'",
  "/* first */ 'use cache' // then",
]

/** A whole function; its body makes no more calls than there is room for. */
export function functionText(choices: Choices, place: Place, options: FunctionOptions): FunctionText {
  const { shape, cached, async, returns, promised } = options
  const body: Body = {
    parent: place.scope.body,
    cached,
    observes: returns === 'data',
    limit: promised ? promised.cost - 1 : (options.limit ?? 60),
    cost: 0,
  }
  const inside: Place = {
    ...place,
    scope: openScope('parameters', outerScope(place, options), body),
    awaits: false,
    weight: 1,
    quiet: false,
  }
  const content = choices.part()
  const declared = parameters(choices, inside, shape !== 'arrow', promised?.parameters)
  const last = choices.part()
  const main = inBlock({ ...inside, awaits: async })
  const recursive = promised ? undefined : selfCall(choices, main, declared, options)
  if (recursive !== undefined) body.limit = Math.min(body.limit, 5)
  const lines = [
    ...(cached ? [options.directive ?? choices.from(directives)] : []),
    ...(recursive === undefined
      ? []
      : [
          `if (!(${declared.list[0]!.name} > 0)) return ${returns === 'data' ? '[]' : expression(returns, choices.part(), { ...main, quiet: true })}`,
        ]),
    ...(body.observes ? ['const out: unknown[] = []'] : []),
    ...statements(content, main),
  ]
  lines.push(`return ${result(returns, last, main, recursive?.())}`)
  const cost = promised?.cost ?? (1 + body.cost) * (recursive === undefined ? 1 : 4)
  return {
    text: written(choices, options, declared, block(lines)),
    callable: { parameters: declared.list.map(({ parameter }) => parameter), returns, async, cached, cost },
  }
}

/** A function expression's own name has a scope for itself. */
function outerScope({ scope }: Place, { shape, name }: FunctionOptions): Scope {
  if (shape !== 'expression' || name === '') return scope
  const own = openScope('block', scope, scope.body)
  declare(own, nobody(name))
  return own
}

function written(
  choices: Choices,
  { shape, async, name, returns }: FunctionOptions,
  { text, bare }: { readonly text: string; readonly bare: string | undefined },
  body: string,
): string {
  const generic = choices.once(8) ? '<T,>' : ''
  const annotation = returnType(returns, async, choices)
  const prefix = async ? choices.from(['async ', 'async ', 'async /* a */ ']) : ''
  switch (shape) {
    case 'arrow':
      if (bare !== undefined && choices.once(2)) return `${prefix}${bare} => ${body}`
      return `${prefix}${generic}(${text})${annotation} => ${body}`
    case 'method':
      return `${prefix}${name}${generic}(${text})${annotation} ${body}`
    default:
      return `${prefix}function ${name}${generic}(${text})${annotation} ${body}`
  }
}

function returnType(returns: DataType | 'data', async: boolean, choices: Choices): string {
  const type = returns === 'data' ? 'unknown[]' : types[returns]
  return choices.from(['', async ? `: Promise<${type}>` : `: ${type}`, async ? ': Promise<any>' : ': any'])
}

/** `await self(Math.min(n, 3) - 1)`: fewer steps than the parameter says, which the body checks first. */
function selfCall(
  choices: Choices,
  place: Place,
  { list }: { readonly list: readonly { readonly name: string; readonly parameter: Parameter }[] },
  { self, async, shape, name }: FunctionOptions,
): (() => string | undefined) | undefined {
  const own = shape === 'expression' && name !== '' ? name : self
  const [first] = list
  if (
    own === undefined ||
    first === undefined ||
    first.name === '' ||
    first.parameter.type !== 'number' ||
    first.parameter.rest ||
    !choices.once(3)
  )
    return undefined
  const meant = find(place, own)
  const counter = meant && keepFromWriting(place, first.name)
  if (meant === undefined || counter === undefined) return undefined
  const call = `${use(place, meant)}(Math.min(${use(place, counter)}, 3) - 1)`
  return () =>
    means(place.scope, meant) && means(place.scope, counter) ? (async ? `(await ${call})` : call) : undefined
}

function find(place: Place, name: string): Variable | undefined {
  return scopeOf(place, name)?.variables.get(name)
}

/** A body that counts its parameter up again never ends. */
function keepFromWriting(place: Place, name: string): Variable | undefined {
  const scope = scopeOf(place, name)
  return scope && declare(scope, { ...scope.variables.get(name)!, assignable: false })
}

function scopeOf(place: Place, name: string): Scope | undefined {
  for (let scope: Scope | null = place.scope; scope !== null; scope = scope.parent)
    if (scope.variables.has(name)) return scope
  return undefined
}

function result(returns: DataType | 'data', choices: Choices, place: Place, self: string | undefined): string {
  if (returns === 'data')
    return `[...out, ${anyExpression(choices, place)}${self === undefined ? '' : `, digest(${self})`}]`
  const own = expression(returns, choices, place)
  if (self === undefined) return own
  switch (returns) {
    case 'number':
      return `${self} + ${own}`
    case 'text':
      return `(${self} + ${own}).slice(-9)`
    case 'list':
      return `[...${self}, ...${own}].slice(0, 4)`
    case 'record':
      return `({ ...${self}, l: ${own}.l })`
  }
}
