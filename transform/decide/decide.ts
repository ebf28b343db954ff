import type { DirectiveFact, ExportFact, ModuleFacts } from '../facts.ts'
import type { ResolvedOptions } from '../options.ts'
import { isWithin, type Span } from '../source.ts'
import { byStart } from '../source-order.ts'
import { checkCalls } from './apis.ts'
import { captureNames, captures } from './capture.ts'
import { classify, handlersUnder, type Handler } from './classify.ts'
import type { Edit } from './edit.ts'
import { extractHandler } from './extract-handler.ts'
import type { Finding } from './finding.ts'
import { identify, modulePath, qualifiedName } from './identity.ts'
import { plan } from './plan.ts'
import { checkRouteExports } from './route-exports.ts'
import { findHandlers, isRouteFile, routeExports, type HandlerLink } from './routes.ts'
import { select, type Selection } from './select.ts'
import { wrapSpan, type Wrapped } from './wrap-export.ts'
import type { Accepted } from './wrap-function.ts'

export interface Decision {
  /** In source order. */
  readonly findings: readonly Finding[]
  readonly edits: readonly Edit[]
  readonly functions: readonly DecidedFunction[]
  /** Handlers of this module that other modules implement. */
  readonly links: readonly HandlerLink[]
}

export interface DecidedFunction {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly span: Span
  readonly captures: readonly string[]
  readonly parameters: number | null
}

/** From what a module says to what becomes of it: who asked, who may, what they read, what they are called, and the edits. */
export function decide(facts: ModuleFacts, text: string, options: ResolvedOptions): Decision {
  const module = modulePath(options.id, options.root)
  const isRoute = isRouteFile(module, options.appDirectory)
  const handlerExports = isRoute ? routeExports : options.handlers
  const isHandler = ({ exported: name }: ExportFact) => handlerExports.some(({ exported }) => exported === name)
  const selection = select(facts, text, options.kinds, isHandler)
  const { asked, moduleKind, moduleDirectives } = selection
  const handlers = findHandlers(facts, handlerExports)
  const calls = checkCalls(facts, text, selection, options.profiles)
  const handlerAt = handlerFinder(facts, text, module, handlers.functions, calls)
  const found = [
    ...selection.findings,
    ...handlersUnder(moduleDirectives[0], facts, handlerExports, asked),
    ...[...asked.keys()].flatMap((index) => classify(facts, index, text, asked, handlerAt(index))),
    ...calls,
  ]
  const sound = soundOf(facts, module, selection, found, isHandler)
  return {
    findings: [...found, ...(isRoute ? checkRouteExports(facts, options.cacheComponents) : [])].sort(
      (a, b) => a.span.start - b.span.start || a.span.end - b.span.end,
    ),
    edits: editsOf(facts, text, sound, moduleKind, options),
    links: handlers.links,
    functions: [
      ...sound.accepted.map((function_) => functionOf(facts, function_)),
      ...sound.wrapped.map((wrap) => wrappedFunction(wrap, moduleKind)),
    ].sort(byStart),
  }
}

/** Says of a function which handler it implements, if it is one. */
function handlerFinder(
  facts: ModuleFacts,
  text: string,
  module: string,
  methods: ReadonlyMap<number, string>,
  calls: readonly Finding[],
): (index: number) => Handler | undefined {
  const taken = new Set<string>()
  return (index) => {
    const method = methods.get(index)
    const canExtract = !calls.some(
      ({ code, span }) => isOfRequest(code) && isWithin(span, facts.functions[index]!.span),
    )
    const extract = () => (canExtract ? extractHandler(facts, index, text, { module, taken }) : undefined)
    return method === undefined ? undefined : { method, extract }
  }
}

/** Those who asked and in which nothing was found. */
interface Sound {
  readonly accepted: readonly Accepted[]
  readonly wrapped: readonly Wrapped[]
  /** What the output does without. */
  readonly directives: readonly DirectiveFact[]
}

function soundOf(
  facts: ModuleFacts,
  module: string,
  { asked, wraps, moduleDirectives }: Selection,
  found: readonly Finding[],
  isHandler: (exported: ExportFact) => boolean,
): Sound {
  const isSound = (span: Span) => !found.some((finding) => isWithin(finding.span, span))
  // A module's directive that reaches a handler is wrong itself.
  const isModuleSound = isSound({ start: 0, end: facts.bodyStart }) && !facts.exports.some(isHandler)
  const ids = identify(module, [
    ...[...asked.keys()].map((index) => qualifiedName(facts.functions[index]!)),
    ...wraps.map(({ name }) => name),
  ])
  const accepted = [...asked].flatMap(([index, { kind, by }], order): Accepted[] =>
    isSound(facts.functions[index]!.span) && (by === 'function' || isModuleSound)
      ? [{ index, id: ids[order]!, kind }]
      : [],
  )
  return {
    accepted,
    wrapped: isModuleSound ? wraps.map((wrap, order) => ({ ...wrap, id: ids[asked.size + order]! })) : [],
    directives: [...(isModuleSound ? moduleDirectives : []), ...accepted.flatMap(({ index }) => asked.get(index)!.own)],
  }
}

function editsOf(
  facts: ModuleFacts,
  text: string,
  { accepted, wrapped, directives }: Sound,
  kind: string,
  { format, version, prelude }: ResolvedOptions,
): readonly Edit[] {
  if (accepted.length === 0 && wrapped.length === 0) return []
  return [
    ...plan(facts, accepted, wrapped, {
      text,
      kind,
      format: facts.format === 'esm' ? 'esm' : format,
      version,
      prelude,
    }),
    ...directives.map(({ statement }): Edit => ({ type: 'remove-statement', ...statement })),
  ]
}

function functionOf(facts: ModuleFacts, { index, id, kind }: Accepted): DecidedFunction {
  const fact = facts.functions[index]!
  return {
    id,
    kind,
    name: qualifiedName(fact),
    span: fact.span,
    captures: captures(facts, index).flatMap(captureNames),
    parameters: fact.parameters.length,
  }
}

/** An export that is cached if it is a function once the module runs. */
function wrappedFunction(wrap: Wrapped, kind: string): DecidedFunction {
  return { id: wrap.id, kind, name: wrap.name, span: wrapSpan(wrap), captures: [], parameters: null }
}

/** What belongs in a handler, and can't move into a cached function. */
function isOfRequest(code: Finding['code']): boolean {
  return code === 'request-api-inside' || code === 'revalidate-inside'
}
