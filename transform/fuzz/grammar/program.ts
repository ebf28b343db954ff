import { Choices, type Tree } from './choices.ts'
import { anyExpression, expression } from './expression.ts'
import { functionText } from './function.ts'
import type { Grammar } from './grammar.ts'
import { type Body, declare, nobody, openScope, type Place, readable, use } from './scope.ts'
import { statements } from './statement.ts'
import { imports, wildExports } from './wild.ts'

export interface Program {
  readonly code: string
  readonly extension: 'ts' | 'tsx'
}

/**
 * A module that exports `main(seed)`, which tells what it saw, and `seen()`, which tells what the module saw when it
 * was evaluated, and what its functions look like. It ends, it is deterministic, and its cached functions are such that
 * caching cannot be noticed: their results depend on nothing but their arguments, what they capture at the call, and
 * constants of the module.
 */
export function program(tree: Tree): Program {
  return moduleOf(new Choices(tree), false)
}

/** A module that need not run, and may hold all that is refused. It parses, as a rule. */
export function wildProgram(tree: Tree): Program {
  return moduleOf(new Choices(tree), true)
}

/** Known to every program, if it uses them. */
const prelude: readonly (readonly [name: string, declaration: string])[] = [
  [
    'digest',
    'const digest = (value: unknown) => [...JSON.stringify([value])].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 9973, 7)',
  ],
  [
    'attempt',
    'const attempt = async (run: () => unknown) => { try { return await run() } catch (error: any) { return `${error.name}: ${error.message}` } }',
  ],
  ['out', 'const out: unknown[] = []'],
  ['calls', 'let calls = 0'],
]

const grammar: Grammar = { expression, anyExpression, statements, functionText }

function moduleOf(choices: Choices, wild: boolean): Program {
  const isCached = choices.once(8)
  const isMainFirst = choices.once(4)
  const isTsx = wild && choices.once(3)
  const lineEnd = choices.once(8) ? '\r\n' : '\n'
  const body: Body = { parent: null, cached: false, observes: true, limit: 200, cost: 0 }
  const place: Place = {
    scope: openScope('module', null, body),
    awaits: true,
    weight: 1,
    quiet: false,
    wild,
    jsx: isTsx,
    grammar,
  }
  for (const name of [...prelude.map(([name]) => name), 'main', 'seen']) declare(place.scope, nobody(name))

  const main = choices.part()
  const imported = wild && choices.once(2) ? imports(place) : []
  const items = statements(choices, place)
  const entries = [mainText(main, place), seenText(place)]
  const exported = wild ? wildExports(choices, place) : exports(choices, place, isCached)
  const lines = [...(isMainFirst ? [...entries, ...items] : [...items, ...entries]), ...exported]
  const text = lines.join('\n')
  const code = [
    ...(isCached ? [choices.from(["'use cache'", '"use cache"', "'use cache: remote'"])] : []),
    ...imported,
    ...prelude.filter(([name]) => new RegExp(`\\b${name}\\b`).test(text)).map(([, declaration]) => declaration),
    ...lines,
    '',
  ].join('\n')
  return { code: code.replaceAll('\n', lineEnd), extension: isTsx ? 'tsx' : 'ts' }
}

function mainText(choices: Choices, place: Place): string {
  const callable = {
    parameters: [{ type: 'number', optional: false, rest: false }],
    returns: 'data',
    async: true,
    cached: false,
    cost: 400,
  } as const
  const { text } = functionText(choices, place, {
    shape: 'declaration',
    cached: false,
    async: true,
    returns: 'data',
    name: 'main',
    promised: callable,
  })
  return `export ${text}`
}

function seenText(place: Place): string {
  const facts = readable(place)
    .flatMap((variable) => variable.calls.map(({ path }) => `${use(place, variable)}${path}`))
    .map((fn) => `[${fn}.name, ${fn}.length]`)
  return `export async function seen() {\n  return [${['...out', ...facts].join(', ')}]\n}`
}

/** What else the module exports: under other names, as the default. */
function exports(choices: Choices, place: Place, isCached: boolean): string[] {
  const functions = readable(place).filter(
    ({ calls }) => calls.length === 1 && calls[0]!.path === '' && (!isCached || calls[0]!.callable.async),
  )
  const { name } = choices.from([...functions, nobody('type')])
  // `export { type as x }`: not every parser reads it.
  if (name === 'type') return []
  return [
    choices.from([
      `export { ${name} as exported }`,
      `export { ${name} as default, ${name} as "quoted name" }`,
      `export default ${name}`,
    ]),
  ]
}
