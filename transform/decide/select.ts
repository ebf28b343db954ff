import type { DirectiveFact, ExportFact, FunctionFact, ModuleFacts } from '../facts.ts'
import type { Span } from '../source.ts'
import { judge } from './directive.ts'
import { selectExports, type FileSelection, type Wrap } from './file-directive.ts'
import type { Finding } from './finding.ts'
import { addSemicolon, moveToTop, respell } from './fixes.ts'

/** Who asked to be cached, before anybody checks whether they may. */
export interface Selection {
  /** By index in `ModuleFacts.functions`, in source order. */
  readonly asked: ReadonlyMap<number, Asked>
  /** Computed and re-exported values of a module with a directive: functions only at run time, if at all. */
  readonly wraps: readonly Wrap[]
  /** The kind of a module-level directive; `default` if there is none. */
  readonly moduleKind: string
  /** The module's own cache directives. */
  readonly moduleDirectives: readonly DirectiveFact[]
  readonly findings: readonly Finding[]
}

export interface Asked {
  readonly kind: string
  /** The directive that asked: the function's own, or the module's. */
  readonly directive: Span
  readonly by: 'function' | 'module'
  /** The function's own cache directives, which the output does without. */
  readonly own: readonly DirectiveFact[]
}

/** @param isHandler true for what a route file uses as a handler: a module's directive must not cache it */
export function select(
  facts: ModuleFacts,
  text: string,
  kinds: ReadonlySet<string>,
  isHandler: (exported: ExportFact) => boolean,
): Selection {
  const module = readPrologue(facts.directives, kinds, null)
  const findings = [...module.findings, ...misplaced(facts, text, kinds)]
  const asked = new Map<number, Asked>()
  const actions = new Set<number>()
  const isClient = facts.directives.find((directive) => directive.text === 'use client')

  facts.functions.forEach((fact, index) => {
    const own = readPrologue(fact.directives, kinds, fact)
    findings.push(...own.findings)
    if (fact.directives.some((directive) => directive.text === 'use server')) actions.add(index)
    if (own.kind === undefined) return
    asked.set(index, { kind: own.kind, directive: own.cache[0]!.span, by: 'function', own: own.cache })
    if (isClient) findings.push(conflict(own.cache[0]!, "'use client'", isClient.span))
  })

  const exports = facts.exports.filter((exported) => !isHandler(exported))
  const exported = module.kind === undefined ? undefined : selectExports({ ...facts, exports }, actions)
  if (exported) findings.push(...exported.findings, ...idle(facts, exports, exported, module.cache[0]!.span))
  for (const index of exported?.functions ?? []) {
    if (!asked.has(index))
      asked.set(index, { kind: module.kind!, directive: module.cache[0]!.span, by: 'module', own: [] })
  }
  return {
    asked: new Map([...asked].sort(([a], [b]) => a - b)),
    wraps: exported?.wraps ?? [],
    moduleKind: module.kind ?? 'default',
    moduleDirectives: module.cache,
    findings,
  }
}

/** What there is to say about a module's directive that reaches nothing. */
function idle(
  { hasExports, values }: ModuleFacts,
  exports: readonly ExportFact[],
  { functions, wraps, findings }: FileSelection,
  directive: Span,
): Finding[] {
  if (functions.length + wraps.length + findings.length > 0) return []
  const code = 'invalid-file-export'
  if (!hasExports) return [{ code, span: directive, details: { what: 'nothing' } }]
  const isNamespace = ({ local }: ExportFact) =>
    local === '*' || values.some(({ kind, name }) => kind === 'namespace' && name === local)
  return exports
    .filter(isNamespace)
    .map(({ exported: name, span }) => ({ code, span, details: { name, what: 'namespace' } }))
}

interface Prologue {
  /** The kind asked for; undefined if there is no (valid) cache directive. */
  readonly kind: string | undefined
  readonly cache: readonly DirectiveFact[]
  readonly findings: readonly Finding[]
}

function readPrologue(
  directives: readonly DirectiveFact[],
  kinds: ReadonlySet<string>,
  owner: FunctionFact | null,
): Prologue {
  const cache: DirectiveFact[] = []
  const findings: Finding[] = []
  const found = new Set<string>()
  for (const directive of directives) {
    const judgement = judge(directive.text, kinds)
    if (judgement.type === 'cache') {
      cache.push(directive)
      found.add(judgement.kind)
    } else if (judgement.type === 'unknown-kind') {
      findings.push(unknownKind(directive, judgement.kind, judgement.nearest, kinds))
    } else if (judgement.type === 'typo') {
      findings.push({
        code: 'directive-typo',
        span: directive.span,
        details: { text: directive.text, meant: judgement.meant ?? '' },
        ...(judgement.meant === undefined ? {} : { fix: respell(directive.span, judgement.meant) }),
      })
    }
  }
  if (cache.length === 0) return { kind: undefined, cache, findings }
  if (found.size > 1) {
    const [first, second] = [cache[0]!, cache.find((directive) => directive.text !== cache[0]!.text)!]
    findings.push(conflict(second, `'${first.text}'`, first.span))
  }
  const rival = directives.find(({ text }) => text === 'use server' || (owner === null && text === 'use client'))
  if (rival) findings.push(conflict(cache[0]!, `'${rival.text}'`, rival.span))
  return { kind: [...found][0], cache, findings }
}

function unknownKind(
  directive: DirectiveFact,
  kind: string,
  near: string | undefined,
  kinds: ReadonlySet<string>,
): Finding {
  const details = { kind, nearest: near ?? '', kinds: [...kinds].join(', ') }
  return {
    code: 'unknown-kind',
    span: directive.span,
    details,
    ...(near === undefined ? {} : { fix: respell(directive.span, `use cache: ${near}`) }),
  }
}

function conflict(directive: DirectiveFact, rival: string, at: Span): Finding {
  return {
    code: 'conflicting-directives',
    span: directive.span,
    details: { text: directive.text, rival },
    related: [{ message: `${rival} stands here`, span: at }],
  }
}

function misplaced(facts: ModuleFacts, text: string, kinds: ReadonlySet<string>): Finding[] {
  return facts.strays.flatMap((stray): Finding[] => {
    const judgement = judge(stray.text, kinds)
    if (judgement.type === 'other') return []
    const where = stray.bodyStart !== null ? 'function' : stray.topLevel ? 'module' : 'elsewhere'
    const details = { text: stray.text, form: stray.form, where }
    const meant = (judgement.type === 'typo' ? judgement.meant : undefined) ?? stray.text
    const fix = stray.form === 'swallowed' ? addSemicolon(stray, text) : moveToTop(stray, meant, facts, text)
    return [{ code: 'misplaced-directive', span: stray.span, details, ...(fix ? { fix } : {}) }]
  })
}
