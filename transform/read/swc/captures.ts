import type { BindingFact, ParameterReferenceFact } from '../../facts.ts'
import { byStart } from '../../source-order.ts'
import { lookup, type Binding } from './scope.ts'
import type { Site } from './site.ts'
import type { Text } from './string.ts'
import { use, type Notes, type Reference } from './walk.ts'

/** Settles what the noted names mean: gives functions their references and `arguments`, and returns the bindings that they refer to. */
export function settleNames(source: Text, { references }: Notes): BindingFact[] {
  const captures: Capture[] = []
  for (const reference of references.sort(byStart)) {
    const { name, scope, site, span, access } = reference
    const binding = lookup(scope, name)
    for (let at = site; at && at !== binding?.scope.site; at = at.parent) if (at.fn?.attempting) at.takes.add(name)
    if (binding) {
      if (access === 'write') binding.reassigned = true
      const owner = binding.kind === 'parameter' ? binding.scope.site : null
      if (owner?.fn?.attempting) owner.parameterReferences.push(parameterReference(source, reference, binding))
      const capturers = capturersOf(binding, site)
      if (capturers.length > 0) captures.push({ reference, binding, capturers })
    } else if (name === 'arguments') use(site, { what: 'arguments', span: source.offsets.span(span) })
  }
  const bindings = [...new Set(captures.map(({ binding }) => binding))].sort(byStart)
  const indices = new Map(bindings.map((binding, index) => [binding, index]))
  for (const { reference, binding, capturers } of captures) {
    const { name, path, access, shorthand } = reference
    const fact = { binding: indices.get(binding)!, path, span: source.offsets.span(reference.span), access, shorthand }
    for (const { references: list } of capturers) list.push({ name, fact })
  }
  return bindings.map((binding) => bindingFact(source, binding))
}

function parameterReference(
  { offsets }: Text,
  { name, path, span, access, shorthand }: Reference,
  binding: Binding,
): ParameterReferenceFact {
  return { name, path, span: offsets.span(span), access, shorthand, declaration: offsets.span(binding.span) }
}

interface Capture {
  readonly reference: Reference
  readonly binding: Binding
  readonly capturers: readonly Site[]
}

/** The functions between a name and its binding, those that have been asked about. */
function capturersOf({ scope }: Binding, site: Site | null): Site[] {
  const sites: Site[] = []
  if (scope.permanent) return sites
  for (let at = site; at && at !== scope.site; at = at.parent) if (at.listed && at.fn?.asked) sites.push(at)
  return sites
}

function bindingFact({ offsets }: Text, { name, kind, span, reassigned, holds, holder }: Binding): BindingFact {
  return {
    name,
    kind: kind as BindingFact['kind'],
    span: offsets.span(span),
    reassigned,
    holds,
    function: holder?.listed ? holder.index : null,
  }
}
