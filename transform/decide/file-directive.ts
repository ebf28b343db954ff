import type { ExportFact, ModuleFacts, ValueFact } from '../facts.ts'
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
  | { readonly type: 'expression'; readonly name: string; readonly span: Span }
  /** A local name that is exported under a wrapped copy: `export const { f } = make()`, `import { f } from './x'; export { f }`. */
  | { readonly type: 'local'; readonly name: string; readonly export: ExportFact }
  /** A re-export: `export { f } from './x'`. */
  | { readonly type: 'from'; readonly name: string; readonly export: ExportFact }

/** @param actions functions with an own `'use server'`: they are actions, not cached */
export function selectExports(facts: ModuleFacts, actions: ReadonlySet<number>): FileSelection {
  const functions: number[] = []
  const wraps: Wrap[] = []
  const findings: Finding[] = []

  const invalid = (exported: ExportFact, what: string, span: Span = exported.span) => {
    findings.push({ code: 'invalid-file-export', span, details: { name: exported.exported, what } })
  }

  const visitFunction = (exported: ExportFact, index: number) => {
    const fact = facts.functions[index]!
    if (actions.has(index) || functions.includes(index)) return
    if (!fact.async && !fact.generator) invalid(exported, 'sync function')
    else functions.push(index)
  }

  const visitValue = (exported: ExportFact, value: ValueFact): void => {
    switch (value.type) {
      case 'function':
        return visitFunction(exported, value.function)
      case 'class':
        return invalid(exported, 'class')
      case 'literal':
      case 'data':
      case 'object':
      case 'enum':
        return
      case 'name':
        if (exported.form === 'default') return visitLocal(exported, value.name)
    }
    if (exported.destructured) wraps.push({ type: 'local', name: exported.exported, export: exported })
    else if (!wraps.some((wrap) => wrap.type === 'expression' && wrap.span.start === value.span.start)) {
      wraps.push({ type: 'expression', name: exported.exported, span: value.span })
    }
  }

  const visitLocal = (exported: ExportFact, local: string): void => {
    const values = facts.values.filter((value) => value.name === local)
    const declared = values.find((value) => value.kind !== 'assignment')
    if (declared && values.length === 1 && !isDestructured(declared)) return visitValue(exported, declared.value)
    for (const { value } of values) {
      if (value.type === 'function') visitFunction(exported, value.function)
      else if (value.type === 'class') invalid(exported, 'class')
    }
    const mayBeFunction = values.length === 0 || values.some(({ value }) => !['function', 'class', 'literal', 'data', 'object', 'enum'].includes(value.type))
    if (mayBeFunction && exported.form === 'list') wraps.push({ type: 'local', name: exported.exported, export: exported })
    if (mayBeFunction && exported.form === 'default' && exported.value) {
      wraps.push({ type: 'expression', name: exported.exported, span: exported.value.span })
    }
  }

  for (const exported of facts.exports) {
    if (exported.form === 'all') invalid(exported, 'export *')
    else if (exported.form === 'from') {
      if (exported.local !== '*') wraps.push({ type: 'from', name: exported.exported, export: exported })
    } else if (exported.value) visitValue(exported, exported.value)
    else if (exported.local !== null) visitLocal(exported, exported.local)
  }
  return { functions, wraps, findings }
}

function isDestructured(value: { readonly span: Span; readonly value: ValueFact }): boolean {
  return value.value.span.start === value.span.start
}
