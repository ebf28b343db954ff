import type { FunctionFact, ModuleFacts } from '../facts.ts'
import { skipTrivia, wordAt } from '../read/tokens.ts'
import { captures, mayThrow, needsRename, type Capture } from './capture.ts'
import { insertAfter, insertBefore, replace, type Edit } from './edit.ts'
import { isIdentifier, type Names } from './names.ts'
import { versionOf, type PlanOptions } from './plan-options.ts'

/** A function that may be cached, with everything its wrapper says. */
export interface Accepted {
  readonly index: number
  readonly id: string
  readonly kind: string
}

/**
 * `async function list(n = 1) {…}` becomes `function list($0 = void 0) { return $run(…, [$0], async function (n = 1) {…}) }`,
 * `async (n) => {…}` becomes `$mark(($0) => $run(…, [$0], async (n) => {…}), "list")`.
 */
export function wrapFunction(
  facts: ModuleFacts,
  accepted: Accepted,
  ordinal: number,
  names: Names,
  options: PlanOptions,
): Edit[] {
  const fact = facts.functions[accepted.index]!
  const captured = captures(facts, accepted.index).map((capture, index) => ({
    capture,
    local: needsRename(capture, fact) ? names.capture(index) : capture.name,
  }))
  const call = callOf(
    fact,
    accepted,
    ordinal,
    captured.map(({ capture }) => capture),
    names,
    options,
  )
  return [
    ...(fact.shape === 'declaration'
      ? declarationEdits(facts, fact, ordinal, call, names, options.text)
      : shapeEdits(fact, call, names)),
    ...captureEdits(fact, captured),
    ...fact.parameters.flatMap(({ decorators }): Edit[] => (decorators ? [replace(decorators, '')] : [])),
  ]
}

interface Call {
  /** `($0, $1 = void 0)` */
  readonly parameters: string
  /** What stands before and after the original function in an arrow: `$run($c0 ??= $define("id"), [$0, $1], ` and `)` or `, [captures])`. */
  readonly arrow: Around
  /** The same as a block: `{ return $run(…` */
  readonly block: Around
}

interface Around {
  readonly open: string
  readonly close: string
}

function callOf(
  fact: FunctionFact,
  accepted: Accepted,
  ordinal: number,
  captured: readonly Capture[],
  names: Names,
  options: PlanOptions,
): Call {
  const { text } = options
  const version = versionOf(fact.span, options)
  const parameters = fact.parameters.map(({ default: optional, rest, decorators }, index) => {
    const prefix = decorators ? `${text.slice(decorators.start, decorators.end)} ` : ''
    return `${prefix}${rest ? '...' : ''}${names.parameter(index)}${optional ? ' = void 0' : ''}`
  })
  const args = fact.parameters.map(({ rest }, index) => `${rest ? '...' : ''}${names.parameter(index)}`)
  const settings = [
    ...(accepted.kind === 'default' ? [] : [`kind: ${JSON.stringify(accepted.kind)}`]),
    ...(version === undefined ? [] : [`version: ${JSON.stringify(version)}`]),
    ...(captured.length === 0 ? [] : [`captures: ${JSON.stringify(captured.map(({ name }) => name))}`]),
  ]
  const define = `${names.abi('define')}(${JSON.stringify(accepted.id)}${settings.length === 0 ? '' : `, { ${settings.join(', ')} }`})`
  const open = `${names.abi('run')}(${names.definition(ordinal)} ??= ${define}, [${args.join(', ')}], `
  const close = captured.length === 0 ? ')' : `, [${captured.map((capture) => readOf(capture, names)).join(', ')}])`
  const call = { parameters: `(${parameters.join(', ')})` }
  if (!captured.some((capture) => mayThrow(capture, fact)))
    return { ...call, arrow: { open, close }, block: { open: `{ return ${open}`, close: `${close} }` } }
  const error = names.parameter(0)
  const rejection = `catch (${error}) { return ${names.abi('reject')}(${error}) }`
  const block = { open: `{ try { return ${open}`, close: `${close} } ${rejection} }` }
  return { ...call, arrow: block, block }
}

function declarationEdits(
  facts: ModuleFacts,
  fact: FunctionFact,
  ordinal: number,
  call: Call,
  names: Names,
  text: string,
): Edit[] {
  const wrapper = functionEdits(fact, call, '')
  if (isAnonymousDefault(fact)) return [insertBefore(fact.signature, ` ${names.anonymousDefault}`), ...wrapper]
  if (fact.hoist === facts.bodyStart) return wrapper
  const isSloppyBlock = facts.format === 'script' && fact.inBlock && fact.hoist !== fact.span.start
  if (!isSloppyBlock) return [insertBefore(fact.hoist!, ` ;${names.abi('mark')}(${fact.name}); `), ...wrapper]
  // In sloppy code a plain function is also a variable of the function around the block, as an async one is not.
  const inner = names.function(ordinal)
  const name = wordAt(text, skipTrivia(text, fact.functionToken!.end))
  return [
    insertBefore(fact.hoist!, ` ;let ${fact.name} = ${names.abi('mark')}(${inner}, ${JSON.stringify(fact.name)}); `),
    replace(name, ''),
    insertBefore(fact.signature, ` ${inner}`),
    ...wrapper,
  ]
}

/** `async function f(n) {…}` becomes `function f($0) { return $run(…, async function (n) {…}) }`. */
function functionEdits(fact: FunctionFact, call: Call, close: string): Edit[] {
  return [
    replace(fact.asyncToken!, ''),
    insertBefore(fact.signature, `${call.parameters} ${call.block.open}async function `),
    insertAfter(fact.span.end, `${call.block.close}${close}`),
  ]
}

/** Of all shapes but declarations. */
function shapeEdits(fact: FunctionFact, call: Call, names: Names): Edit[] {
  const { arrow } = call
  if (fact.shape === 'arrow' || fact.shape === 'expression') {
    const mark = fact.name === null ? undefined : names.abi('mark')
    const inferred = fact.named === 'place' ? `, ${JSON.stringify(fact.name)}` : ''
    const [open, close] = mark === undefined ? ['', ''] : [`${mark}(`, `${inferred})`]
    return fact.shape === 'arrow'
      ? [
          insertBefore(fact.span.start, `${open}${call.parameters} => ${arrow.open}`),
          insertAfter(fact.span.end, `${arrow.close}${close}`),
        ]
      : [insertBefore(fact.span.start, open), ...functionEdits(fact, call, close)]
  }
  if (fact.owner === 'object' && fact.key !== '__proto__') {
    const mark = fact.name === null ? undefined : names.abi('mark')
    const [open, close] = mark === undefined ? ['', ''] : [`${mark}(`, `, ${JSON.stringify(fact.name)})`]
    return [
      replace(fact.asyncToken!, ''),
      insertBefore(fact.signature, `: ${open}${call.parameters} => ${arrow.open}async function `),
      insertAfter(fact.span.end, `${arrow.close}${close}`),
    ]
  }
  const isMarked = fact.owner === 'static' && fact.key !== null && !fact.decorated
  return functionEdits(fact, call, isMarked ? ` static { ${names.abi('mark')}(this${memberOf(fact.key)}); }` : '')
}

/** `export default async function () {…}` */
export function isAnonymousDefault(fact: FunctionFact): boolean {
  return fact.shape === 'declaration' && fact.named === 'place'
}

function memberOf(key: string): string {
  return isIdentifier(key.replace(/^#/, '')) ? `.${key}` : `[${key}]`
}

/** Captures arrive as leading parameters under their own names, so that the body's text stays as it is. */
function captureEdits(
  fact: FunctionFact,
  captured: readonly { readonly capture: Capture; readonly local: string }[],
): Edit[] {
  if (captured.length === 0) return []
  const list = captured.map(({ local }) => local).join(', ')
  const edits: Edit[] = []
  if (!fact.parenthesized) {
    edits.push(insertBefore(fact.parametersStart, `(${list}, `), insertAfter(fact.parameters[0]!.span.end, ')'))
  } else if (fact.thisParameterOnly) {
    edits.push(insertAfter(fact.parametersStart, `, ${list}`))
  } else {
    edits.push(insertBefore(fact.parametersStart, fact.parameters.length === 0 ? list : `${list}, `))
  }
  for (const { capture, local } of captured) {
    if (local === capture.name) continue
    for (const { span, shorthand } of capture.references) {
      edits.push(replace(span, shorthand ? `${capture.name}: ${local}` : local))
    }
  }
  return edits
}

/** `req` or `$pick(req, { url: 0, nextUrl: { pathname: 0 } })` */
function readOf(capture: Capture, names: Names): string {
  if (capture.paths[0]!.length === 0) return capture.name
  return `${names.abi('pick')}(${capture.name}, ${shapeOf(capture.paths)})`
}

function shapeOf(paths: readonly (readonly string[])[]): string {
  const members = new Map<string, (readonly string[])[]>()
  for (const [name, ...rest] of paths) {
    const group = members.get(name!)
    if (group) group.push(rest)
    else members.set(name!, [rest])
  }
  const parts = [...members].map(([name, rests]) => {
    const key = name === '__proto__' ? '["__proto__"]' : name
    return `${key}: ${rests[0]!.length === 0 ? '0' : shapeOf(rests)}`
  })
  return `{ ${parts.join(', ')} }`
}
