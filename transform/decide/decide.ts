import type { ExportFact, ModuleFacts } from '../facts.ts'
import type { ResolvedOptions } from '../options.ts'
import { isWithin, type Span } from '../source.ts'
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
import { select } from './select.ts'
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
  const { asked, wraps, moduleKind, moduleDirectives, findings } = selection
  const handlers = findHandlers(facts, handlerExports)
  const calls = checkCalls(facts, text, selection, options.profiles)
  const taken = new Set<string>()
  const handlerAt = (index: number): Handler | undefined => {
    const method = handlers.functions.get(index)
    const canExtract = !calls.some(
      ({ code, span }) => isOfRequest(code) && isWithin(span, facts.functions[index]!.span),
    )
    const extract = () => (canExtract ? extractHandler(facts, index, text, { module, taken }) : undefined)
    return method === undefined ? undefined : { method, extract }
  }
  const refused = [...asked.keys()].map((index) => classify(facts, index, text, asked, handlerAt(index)))
  const ids = identify(module, [
    ...[...asked.keys()].map((index) => qualifiedName(facts.functions[index]!)),
    ...wraps.map(({ name }) => name),
  ])
  const found = [
    ...findings,
    ...handlersUnder(moduleDirectives[0], facts, handlerExports, asked),
    ...refused.flat(),
    ...calls,
  ]
  const isSound = (span: Span) => !found.some((finding) => isWithin(finding.span, span))
  // A module's directive that reaches a handler is wrong itself.
  const isModuleSound = isSound({ start: 0, end: facts.bodyStart }) && !facts.exports.some(isHandler)

  const accepted: Accepted[] = [...asked].flatMap(([index, { kind, by }], order) =>
    isSound(facts.functions[index]!.span) && (by === 'function' || isModuleSound)
      ? [{ index, id: ids[order]!, kind }]
      : [],
  )
  const wrapped = isModuleSound ? wraps.map((wrap, order) => ({ ...wrap, id: ids[asked.size + order]! })) : []
  const isCompiled = accepted.length > 0 || wrapped.length > 0
  return {
    findings: [...found, ...(isRoute ? checkRouteExports(facts, options.cacheComponents) : [])].sort(
      (a, b) => a.span.start - b.span.start || a.span.end - b.span.end,
    ),
    edits: isCompiled
      ? [
          ...plan(facts, accepted, wrapped, {
            text,
            kind: moduleKind,
            format: facts.format === 'esm' ? 'esm' : options.format,
            version: options.version,
            prelude: options.prelude,
          }),
          ...[
            ...(isModuleSound ? moduleDirectives : []),
            ...accepted.flatMap(({ index }) => asked.get(index)!.own),
          ].map(({ statement }): Edit => ({ type: 'remove-statement', ...statement })),
        ]
      : [],
    links: handlers.links,
    functions: [
      ...accepted.map((function_) => functionOf(facts, function_)),
      ...wrapped.map((wrap) => wrappedFunction(wrap, moduleKind)),
    ].sort((a, b) => a.span.start - b.span.start),
  }
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
