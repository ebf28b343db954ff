/** What functions read of their own parameters, and of the function and block scopes around them. */
import type { BindingFact, ParameterReferenceFact, ReferenceFact } from '../../facts.ts'
import { byStart } from '../../source-order.ts'
import { wordAt } from '../tokens.ts'
import type { FunctionRecord, Reference } from './notes.ts'
import { declares, isPermanent, lookup, type Binding } from './scope.ts'
import { isClass, isFunction, unwrap, type Node } from './tree.ts'

export interface Captures {
  readonly bindings: readonly BindingFact[]
  readonly of: ReadonlyMap<FunctionRecord, CapturedBy>
}

export interface CapturedBy {
  readonly references: ReferenceFact[]
  readonly parameterReferences: ParameterReferenceFact[]
  readonly takes: Set<string>
  redeclared: readonly string[]
}

/** Settles what the noted names mean. `indexOf`: the index of a function that is listed. */
export function capturesOf(
  references: readonly Reference[],
  asksAll: boolean,
  text: string,
  indexOf: (node: Node) => number | null,
): Captures {
  const found = new Map<FunctionRecord, CapturedBy>()
  const captures: { readonly reference: Reference; readonly binding: Binding; readonly by: FunctionRecord[] }[] = []
  for (const reference of references.toSorted(byStart)) {
    const binding = lookup(reference.scope, reference.name)
    for (let at = reference.function; at && at !== binding?.scope.function; at = at.enclosing)
      if (at.asks) factsFor(at, found).takes.add(reference.name)
    if (!binding) continue
    if (reference.access === 'write') binding.reassigned = true
    const owner = binding.kind === 'parameter' ? binding.scope.function : null
    if (owner?.asks) factsFor(owner, found).parameterReferences.push(parameterReferenceFact(reference, binding, text))
    const by = capturersOf(binding, reference.function).filter(
      ({ asks, node }) => asks || (asksAll && indexOf(node) !== null),
    )
    if (by.length > 0) captures.push({ reference, binding, by })
  }

  const bindings = [...new Set(captures.map(({ binding }) => binding))].sort((a, b) => a.node.start! - b.node.start!)
  const indices = new Map(bindings.map((binding, index) => [binding, index]))
  const names = new Map<FunctionRecord, Set<string>>()
  for (const { reference, binding, by } of captures) {
    const { path, span, access, shorthand } = reference
    const fact = { binding: indices.get(binding)!, path, span, access, shorthand }
    for (const capturer of by) {
      factsFor(capturer, found).references.push(fact)
      if (isRedeclared(capturer, reference.name)) setOf(capturer, names).add(reference.name)
    }
  }
  for (const [capturer, redeclared] of names) factsFor(capturer, found).redeclared = [...redeclared].sort()
  return { bindings: bindings.map((binding) => bindingFact(binding, text, indexOf)), of: found }
}

function factsFor(capturer: FunctionRecord, found: Map<FunctionRecord, CapturedBy>): CapturedBy {
  let facts = found.get(capturer)
  if (!facts)
    found.set(capturer, (facts = { references: [], parameterReferences: [], takes: new Set(), redeclared: [] }))
  return facts
}

function setOf(capturer: FunctionRecord, names: Map<FunctionRecord, Set<string>>): Set<string> {
  let set = names.get(capturer)
  if (!set) names.set(capturer, (set = new Set()))
  return set
}

/** The functions between a name and its binding. */
function capturersOf({ scope }: Binding, innermost: FunctionRecord | null): FunctionRecord[] {
  const capturers: FunctionRecord[] = []
  if (isPermanent(scope)) return capturers
  for (let at = innermost; at && at !== scope.function; at = at.enclosing) capturers.push(at)
  return capturers
}

function isRedeclared({ body }: FunctionRecord, name: string): boolean {
  return body !== null && declares(body, name)
}

function parameterReferenceFact(
  { name, path, span, access, shorthand }: Reference,
  { node }: Binding,
  text: string,
): ParameterReferenceFact {
  return { name, path, span, access, shorthand, declaration: wordAt(text, node.start!) }
}

function bindingFact(
  { name, kind, node, value, reassigned }: Binding,
  text: string,
  indexOf: (node: Node) => number | null,
): BindingFact {
  const held = value && unwrap(value)
  const holds = held && isFunction(held) ? 'function' : held && isClass(held) ? 'class' : 'other'
  return {
    name,
    kind: kind as BindingFact['kind'],
    span: wordAt(text, node.start!),
    reassigned,
    holds,
    function: holds === 'function' ? indexOf(held!) : null,
  }
}
