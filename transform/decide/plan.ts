import type { FunctionFact, ModuleFacts, ValueFact } from '../facts.ts'
import { captures, mayThrow, needsRename, type Capture } from './capture.ts'
import type { Wrap } from './file-directive.ts'
import { chooseNames, type Names } from './names.ts'
import { skipTrivia, wordAt } from '../read/tokens.ts'
import type { ModuleFormat, ResolvedOptions } from '../options.ts'
import type { Span } from '../source.ts'

/** A change of the text. Insertions at one offset appear in the order of the list. */
export type Edit =
  | { readonly type: 'insert'; readonly at: number; readonly text: string; readonly side: 'before' | 'after' }
  | { readonly type: 'replace'; readonly start: number; readonly end: number; readonly text: string }
  /** Takes an item out of a `{ a, b }` list, with the comma that follows it. */
  | { readonly type: 'remove-item'; readonly start: number; readonly end: number }
  /** Takes a directive out; a line that held nothing else becomes empty. */
  | { readonly type: 'remove-statement'; readonly start: number; readonly end: number }
  | { readonly type: 'append'; readonly text: string }

/** A function that may be cached, with everything its wrapper says. */
export interface Accepted {
  readonly index: number
  readonly id: string
  readonly kind: string
}

export interface PlanOptions {
  readonly text: string
  /** Where the module's own code stands in for the directive's: how compiled code loads the runtime. */
  readonly format: ModuleFormat
  /** Added to every definition: entries of another version are misses. */
  readonly version: string | ((span: Span) => string | undefined) | undefined
  readonly prelude: ResolvedOptions['prelude']
  /** The kind of wrapped exports. */
  readonly kind: string
}

/** An export that is wrapped, with the id that it has when it turns out to be a function. */
export type Wrapped = Wrap & { readonly id: string }

/** The specifier that compiled modules import; the only place that names it. */
export const abiSpecifier = 'use-cache/abi'

/** What becomes of the accepted functions: each stays where it is, inside a wrapper of a few words. */
export function plan(
  facts: ModuleFacts,
  accepted: readonly Accepted[],
  wraps: readonly Wrapped[],
  options: PlanOptions,
): Edit[] {
  const names = chooseNames(options.text)
  const body = [
    ...accepted.flatMap((function_, ordinal) => wrapFunction(facts, function_, ordinal, names, options)),
    ...wraps.flatMap((wrap, ordinal) => wrapExport(wrap, ordinal, names, options)),
  ]
  const header = headerOf(facts, accepted, names, options)
  return [{ type: 'insert', at: skipTrivia(options.text, facts.bodyStart), text: header, side: 'after' }, ...body]
}

function headerOf(
  facts: ModuleFacts,
  accepted: readonly Accepted[],
  names: Names,
  { format, prelude }: PlanOptions,
): string {
  const marks = accepted
    .map(({ index }) => facts.functions[index]!)
    .filter((fact) => fact.hoist === facts.bodyStart)
    .map((fact) =>
      isAnonymousDefault(fact)
        ? `${names.abi('mark')}(${names.anonymousDefault}, "default"); `
        : `${names.abi('mark')}(${fact.name}); `,
    )
  const definitions =
    accepted.length === 0 ? '' : `var ${accepted.map((_, ordinal) => names.definition(ordinal)).join(', ')}; `
  const before = typeof prelude === 'function' ? prelude(format) : prelude
  return `${loadAbi(names, format)}${before}${definitions}${marks.join('')}`
}

function loadAbi(names: Names, format: PlanOptions['format']): string {
  const imports = [...names.imports]
  return format === 'esm'
    ? `import { ${imports.map(([name, local]) => `${name} as ${local}`).join(', ')} } from "${abiSpecifier}"; `
    : `var { ${imports.map(([name, local]) => `${name}: ${local}`).join(', ')} } = require("${abiSpecifier}"); `
}

/**
 * `async function list(n = 1) {…}` becomes `function list($0 = void 0) { return $run(…, [$0], async function (n = 1) {…}) }`,
 * `async (n) => {…}` becomes `$mark(($0) => $run(…, [$0], async (n) => {…}), "list")`.
 */
function wrapFunction(
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
    ...fact.parameters.flatMap(({ decorators }): Edit[] =>
      decorators ? [{ type: 'replace', ...decorators, text: '' }] : [],
    ),
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
  if (isAnonymousDefault(fact)) return [before(fact.signature, ` ${names.anonymousDefault}`), ...wrapper]
  if (fact.hoist === facts.bodyStart) return wrapper
  const isSloppyBlock = facts.format === 'script' && fact.inBlock && fact.hoist !== fact.span.start
  if (!isSloppyBlock) return [before(fact.hoist!, ` ;${names.abi('mark')}(${fact.name}); `), ...wrapper]
  // In sloppy code a plain function is also a variable of the function around the block, as an async one is not.
  const inner = names.function(ordinal)
  const name = wordAt(text, skipTrivia(text, fact.functionToken!.end))
  return [
    before(fact.hoist!, ` ;let ${fact.name} = ${names.abi('mark')}(${inner}, ${JSON.stringify(fact.name)}); `),
    { type: 'replace', ...name, text: '' },
    before(fact.signature, ` ${inner}`),
    ...wrapper,
  ]
}

/** `async function f(n) {…}` becomes `function f($0) { return $run(…, async function (n) {…}) }`. */
function functionEdits(fact: FunctionFact, call: Call, close: string): Edit[] {
  return [
    { type: 'replace', ...fact.asyncToken!, text: '' },
    before(fact.signature, `${call.parameters} ${call.block.open}async function `),
    after(fact, `${call.block.close}${close}`),
  ]
}

function before(at: number, text: string): Edit {
  return { type: 'insert', at, text, side: 'after' }
}

function after({ span }: FunctionFact, text: string): Edit {
  return { type: 'insert', at: span.end, text, side: 'before' }
}

/** Of all shapes but declarations. */
function shapeEdits(fact: FunctionFact, call: Call, names: Names): Edit[] {
  const { arrow } = call
  if (fact.shape === 'arrow' || fact.shape === 'expression') {
    const mark = fact.name === null ? undefined : names.abi('mark')
    const inferred = fact.named === 'place' ? `, ${JSON.stringify(fact.name)}` : ''
    const [open, close] = mark === undefined ? ['', ''] : [`${mark}(`, `${inferred})`]
    return fact.shape === 'arrow'
      ? [before(fact.span.start, `${open}${call.parameters} => ${arrow.open}`), after(fact, `${arrow.close}${close}`)]
      : [before(fact.span.start, open), ...functionEdits(fact, call, close)]
  }
  if (fact.owner === 'object' && fact.key !== '__proto__') {
    const mark = fact.name === null ? undefined : names.abi('mark')
    const [open, close] = mark === undefined ? ['', ''] : [`${mark}(`, `, ${JSON.stringify(fact.name)})`]
    return [
      { type: 'replace', ...fact.asyncToken!, text: '' },
      before(fact.signature, `: ${open}${call.parameters} => ${arrow.open}async function `),
      after(fact, `${arrow.close}${close}`),
    ]
  }
  const isMarked = fact.owner === 'static' && fact.key !== null && !fact.decorated
  return functionEdits(fact, call, isMarked ? ` static { ${names.abi('mark')}(this${memberOf(fact.key)}); }` : '')
}

function isAnonymousDefault(fact: FunctionFact): boolean {
  return fact.shape === 'declaration' && fact.named === 'place'
}

function memberOf(key: string): string {
  return /^#?[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(key) ? `.${key}` : `[${key}]`
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
    edits.push({ type: 'insert', at: fact.parametersStart, text: `(${list}, `, side: 'after' })
    edits.push({ type: 'insert', at: fact.parameters[0]!.span.end, text: ')', side: 'before' })
  } else if (fact.thisParameterOnly) {
    edits.push({ type: 'insert', at: fact.parametersStart, text: `, ${list}`, side: 'before' })
  } else {
    edits.push({
      type: 'insert',
      at: fact.parametersStart,
      text: fact.parameters.length === 0 ? list : `${list}, `,
      side: 'after',
    })
  }
  for (const { capture, local } of captured) {
    if (local === capture.name) continue
    for (const { span, shorthand } of capture.references) {
      edits.push({ type: 'replace', ...span, text: shorthand ? `${capture.name}: ${local}` : local })
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

function versionOf(span: Span, { version }: PlanOptions): string | undefined {
  return typeof version === 'function' ? version(span) : version
}

/** The value that is wrapped, or the specifier or name that exports it. */
export function wrapSpan(wrap: Wrap): Span {
  return wrap.type === 'expression' ? wrap.value.span : wrap.export.span
}

function wrapExport(wrap: Wrapped, ordinal: number, names: Names, options: PlanOptions): Edit[] {
  const version = versionOf(wrapSpan(wrap), options)
  const close = version === undefined ? ')' : `, ${JSON.stringify(version)})`
  const open = `${names.abi('wrap')}(${JSON.stringify(wrap.id)}, ${JSON.stringify(options.kind)}, `
  if (wrap.type === 'expression') {
    const { span } = wrap.value
    const [left, right] = isSequence(wrap.value) ? ['(', ')'] : ['', '']
    return [
      { type: 'insert', at: span.start, text: `${open}${left}`, side: 'after' },
      { type: 'insert', at: span.end, text: `${right}${close}`, side: 'before' },
    ]
  }
  const { export: fact } = wrap
  const original = wrap.type === 'from' ? names.reexport(ordinal) : fact.local!
  const wrapped = names.wrapped(ordinal)
  const append: Edit = {
    type: 'append',
    text: `const ${wrapped} = ${open}${original}${close}; export { ${wrapped} as ${exportName(fact.exported)} };`,
  }
  if (wrap.type === 'local' && fact.form === 'declaration') {
    // `export const { f } = make()`: the statement stays, without its `export`.
    return [
      { type: 'replace', start: fact.statement.start, end: fact.statement.start + 'export'.length, text: '' },
      append,
    ]
  }
  const item: Edit = { type: 'remove-item', ...fact.span }
  if (wrap.type === 'local') return [item, append]
  const attributes = Object.keys(fact.attributes).length === 0 ? '' : ` with ${JSON.stringify(fact.attributes)}`
  const source = `; import { ${exportName(fact.local!)} as ${original} } from ${JSON.stringify(fact.source)}${attributes};`
  return [item, { type: 'insert', at: fact.statement.end, text: source, side: 'before' }, append]
}

/** `(a, b)`: only of a sequence there is a single value to choose. */
function isSequence(value: ValueFact): boolean {
  return value.type === 'choice' && value.options.length === 1
}

function exportName(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(name) ? name : JSON.stringify(name)
}
