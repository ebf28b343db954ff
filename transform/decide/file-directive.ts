import type { ExportFact, ModuleFacts, NamedValueFact, ValueFact } from '../facts.ts'
import type { Span } from '../source.ts'
import type { Finding } from './finding.ts'

/** What a directive at the top of a module means for each of its exports. */
export interface FileSelection {
  /** Exported functions, as indexes in `ModuleFacts.functions`. */
  readonly functions: readonly number[]
  readonly wraps: readonly Wrap[]
  readonly findings: readonly Finding[]
}

/** An exported value that may turn out to be a function at run time. */
export type Wrap =
  /** An expression to wrap where it stands: `export const f = debounce(load)`. */
  | { readonly type: 'expression'; readonly name: string; readonly value: ValueFact }
  /** A local name that is exported under a wrapped copy: `export const { f } = make()`, `import { f } from './x'; export { f }`. */
  | { readonly type: 'local'; readonly name: string; readonly export: ExportFact }
  /** A re-export: `export { f } from './x'`. */
  | { readonly type: 'from'; readonly name: string; readonly export: ExportFact }

/** Values of these types are left as they are: they are never functions. */
const neverFunctions: ReadonlySet<ValueFact['type']> = new Set([
  'literal',
  'data',
  'array',
  'object',
  'enum',
  'namespace',
])

/** @param actions functions with an own `'use server'`: they are actions, not cached */
export function selectExports(facts: ModuleFacts, actions: ReadonlySet<number>): FileSelection {
  const assigned = facts.values.filter(({ kind }) => kind === 'assignment')
  const assignments = new Map(assigned.map(({ name, span }) => [name, span]))
  const selection: Collected = { facts, actions, assignments, functions: [], wraps: [], findings: [] }
  for (const exported of facts.exports) {
    if (exported.form === 'all') refuse(selection, exported, 'export *')
    else if (exported.form === 'from') wrapReexport(selection, exported)
    else if (exported.value && !assignments.has(exported.local ?? '')) selectValue(selection, exported, exported.value)
    else if (exported.local !== null) selectLocal(selection, exported, exported.local)
  }
  return selection
}

interface Collected {
  readonly facts: ModuleFacts
  readonly actions: ReadonlySet<number>
  /** Where variables are assigned after they were declared; the last place of each. */
  readonly assignments: ReadonlyMap<string, Span>
  readonly functions: number[]
  readonly wraps: Wrap[]
  readonly findings: Finding[]
}

function refuse({ findings }: Collected, { exported, span }: ExportFact, what: string): void {
  findings.push({ code: 'invalid-file-export', span, details: { name: exported, what } })
}

function refuseAssigned({ findings }: Collected, { span }: ExportFact, name: string, assignment: Span): void {
  const related = [{ message: `\`${name}\` is assigned here`, span: assignment }]
  findings.push({ code: 'invalid-file-export', span, details: { name, what: 'variable' }, related })
}

function wrapReexport({ wraps }: Collected, exported: ExportFact): void {
  if (exported.local !== '*') wraps.push({ type: 'from', name: exported.exported, export: exported })
}

function selectValue(selection: Collected, exported: ExportFact, value: ValueFact): void {
  if (value.type === 'function') selectFunction(selection, exported, value.function)
  else if (value.type === 'class') refuse(selection, exported, 'class')
  else if (value.type === 'name' && exported.form === 'default') selectLocal(selection, exported, value.name)
  else if (!neverFunctions.has(value.type)) wrapValue(selection, exported, value)
}

function selectFunction(selection: Collected, exported: ExportFact, index: number): void {
  const { facts, actions, functions } = selection
  const { async, generator } = facts.functions[index]!
  if (actions.has(index) || functions.includes(index)) return
  if (async || generator) functions.push(index)
  else refuse(selection, exported, 'sync function')
}

function wrapValue({ wraps }: Collected, exported: ExportFact, value: ValueFact): void {
  const name = exported.exported
  if (exported.destructured) wraps.push({ type: 'local', name, export: exported })
  else if (!wraps.some((wrap) => wrap.type === 'expression' && wrap.value.span.start === value.span.start)) {
    wraps.push({ type: 'expression', name, value })
  }
}

/** A name that is exported elsewhere than where it is declared; it may be imported, or assigned more than once. */
function selectLocal(selection: Collected, exported: ExportFact, local: string): void {
  const values = selection.facts.values.filter((value) => value.name === local)
  const [declared] = values
  const assignment = selection.assignments.get(local)
  if (declared && values.length === 1 && !assignment && !isDestructured(declared)) {
    return selectValue(selection, exported, declared.value)
  }
  for (const { value } of values) {
    if (value.type === 'function') selectFunction(selection, exported, value.function)
    else if (value.type === 'class') refuse(selection, exported, 'class')
  }
  const isKnown = ({ value }: NamedValueFact) =>
    neverFunctions.has(value.type) || /^(?:function|class)$/.test(value.type)
  const isUnset = values.length === 0 && exported.form === 'declaration'
  if (isUnset || (values.length > 0 && values.every(isKnown))) return
  // What is exported by its name follows the variable, as a wrapped copy would not.
  if (assignment && exported.local !== null) return refuseAssigned(selection, exported, local, assignment)
  const name = exported.exported
  if (exported.value) selection.wraps.push({ type: 'expression', name, value: exported.value })
  else selection.wraps.push({ type: 'local', name, export: exported })
}

function isDestructured({ span, value }: NamedValueFact): boolean {
  return value.span.start === span.start
}
