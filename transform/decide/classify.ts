import type { BindingFact, DirectiveFact, FunctionFact, ModuleFacts } from '../facts.ts'
import type { Span } from '../source.ts'
import { captures } from './capture.ts'
import type { Fix } from '../report/diagnostic.ts'
import type { Finding } from './finding.ts'
import { makeAsync } from './fixes.ts'
import { qualifiedName } from './identity.ts'
import { findHandlers, type HandlerExport } from './routes.ts'
import type { Asked } from './select.ts'

/** What is known of a function that implements a handler. */
export interface Handler {
  readonly method: string
  /** Gives its body to a helper, if a machine can do that. */
  readonly extract: () => Fix | undefined
}

/** The handlers that a module's directive would cache. Those that have been asked for otherwise are for `classify`. */
export function handlersUnder(
  directive: DirectiveFact | undefined,
  facts: ModuleFacts,
  handlers: readonly HandlerExport[],
  asked: ReadonlyMap<number, Asked>,
): Finding[] {
  if (!directive) return []
  return handlers.flatMap((handler) => {
    const isAsked = [...findHandlers(facts, [handler]).functions.keys()].some((index) => asked.has(index))
    const exported = facts.exports.find(({ exported }) => exported === handler.exported)
    if (!exported || isAsked) return []
    const details = { name: exported.exported, method: handler.method, by: 'module' }
    return [{ code: 'handler-directive', span: exported.span, details, related: [askedBy(directive.span)] }]
  })
}

function askedBy(directive: Span): NonNullable<Finding['related']>[number] {
  return { message: 'this directive caches every export of the module', span: directive }
}

/** Why a function that asked to be cached may not be; nothing when it may. */
export function classify(
  facts: ModuleFacts,
  index: number,
  text: string,
  asked: ReadonlyMap<number, Asked>,
  handler: Handler | undefined,
): Finding[] {
  const fact = facts.functions[index]!
  const name = qualifiedName(fact)
  const { directive, by } = asked.get(index)!
  if (handler) return [handlerDirective(fact, name, handler, directive, by)]
  const at = by === 'function' ? directive : headOf(fact)
  return [
    ...shapeFindings(fact, name, at, text),
    ...useFindings(fact, name),
    ...fact.evals.slice(0, 1).map(({ what, span }): Finding => ({ code: 'uses-eval', span, details: { name, what } })),
    ...captureFindings(facts, index, asked, name),
  ]
}

function handlerDirective(
  fact: FunctionFact,
  name: string,
  { method, extract }: Handler,
  directive: Span,
  by: Asked['by'],
): Finding {
  const fix = by === 'function' ? extract() : undefined
  return {
    code: 'handler-directive',
    span: by === 'function' ? directive : headOf(fact),
    details: { name, method, by },
    ...(by === 'module' ? { related: [askedBy(directive)] } : {}),
    ...(fix ? { fix } : {}),
  }
}

function shapeFindings(fact: FunctionFact, name: string, span: Span, text: string): Finding[] {
  const findings: Finding[] = []
  if (fact.generator) findings.push({ code: 'generator', span, details: { name } })
  else if (!fact.async) {
    const fix = makeAsync(fact, text)
    findings.push({ code: 'not-async', span, details: { name, shape: fact.shape }, ...(fix ? { fix } : {}) })
  }
  if (fact.shape === 'method' && fact.owner === 'instance')
    findings.push({ code: 'instance-method', span, details: { name } })
  return findings
}

const codeOfUse = {
  this: 'uses-this',
  arguments: 'uses-arguments',
  super: 'uses-super',
  'new.target': 'uses-new-target',
} as const

/** One finding for each word, at its first use. */
function useFindings(fact: FunctionFact, name: string): Finding[] {
  const firstUses = new Map(fact.uses.toReversed().map((use) => [use.what, use]))
  return [...firstUses.values()].map((use) => ({ code: codeOfUse[use.what], span: use.span, details: { name } }))
}

function captureFindings(
  facts: ModuleFacts,
  index: number,
  asked: ReadonlyMap<number, Asked>,
  name: string,
): Finding[] {
  return captures(facts, index).flatMap((capture): Finding[] => {
    const { binding, references } = capture
    const details = { name, variable: capture.name }
    const related = [{ message: `\`${capture.name}\` is declared here`, span: binding.span }]
    const write = references.find((reference) => reference.access === 'write')
    if (write) return [{ code: 'assigns-capture', span: write.span, details, related }]
    const whole = references.find((reference) => reference.path.length === 0)
    const code = whole && uncacheable(binding, asked)
    return code ? [{ code, span: whole.span, details, related }] : []
  })
}

function uncacheable(
  binding: BindingFact,
  asked: ReadonlyMap<number, Asked>,
): 'captures-function' | 'captures-class' | undefined {
  if (binding.holds === 'class') return 'captures-class'
  const isCached = binding.function !== null && asked.has(binding.function)
  return binding.holds === 'function' && !isCached ? 'captures-function' : undefined
}

/** From the function's start to its parameters: what to underline when the function has no directive of its own. */
function headOf(fact: FunctionFact): Span {
  return { start: fact.span.start, end: Math.max(fact.signature, fact.span.start + 1) }
}
