/** The reader on `@swc/core`, which is loaded at its first use. */
import type { BindingFact, CallFact, ImportFact, ModuleFacts, ParameterReferenceFact } from '../facts.ts'
import { readBabel } from './babel.ts'
import type { ReadResult } from './read-result.ts'
import { attempts, prologue } from './swc-directive.ts'
import { functionFact, listedAround, type Listed } from './swc-fact.ts'
import { byStart, exportsOf, importsOf, namedValuesOf } from './swc-module.ts'
import { parse, type Parsed } from './swc-parse.ts'
import { isBeyondSwc, isMisplaced } from './swc-limits.ts'
import { lookup, type Binding } from './swc-scope.ts'
import type { Site } from './swc-site.ts'
import type { Text } from './swc-string.ts'
import { valuesOf, type Values } from './swc-value.ts'
import { walkModule } from './swc-visit.ts'
import { use, type Notes, type Reference } from './swc-walk.ts'

/** Modules that SWC cannot be trusted with are read by Babel, whose facts are the same. */
export function readSwc(source: string, { id }: { id: string }): ReadResult {
  if (isBeyondSwc(source)) return readBabel(source, { id })
  try {
    const parsed = parse(source, id)
    if ('message' in parsed) return { error: parsed }
    return isMisplaced(parsed) ? readBabel(source, { id }) : { facts: factsOf(parsed) }
  } catch (error) {
    if (error instanceof RangeError) return readBabel(source, { id })
    throw error
  }
}

function factsOf({ program, ...source }: Parsed): ModuleFacts {
  const { text, offsets } = source
  const imports = importsOf(source, program.body)
  const directives = prologue(source, program.body)
  const bodyStart = directives.at(-1)?.statement.end ?? hashbangEnd(text)
  const { notes, top } = walkModule({
    text,
    offsets,
    items: program.body.slice(directives.length),
    hoist: bodyStart,
    noteAll: attempts(directives),
    watched: new Set(imports.filter(isWatched).map(({ local }) => local)),
  })

  const values = valuesOf(source, notes.siteOf)
  const namedValues = namedValuesOf(source, notes, top, values)
  const exports = exportsOf(source, program.body, top, values)
  const calls = callsOf(source, notes, imports, values)
  for (const { node, site } of notes.returns)
    site.returns.push({ span: offsets.span(node.span), value: node.argument && values.of(node.argument) })
  const functions = list(notes)
  values.settle()
  const bindings = resolve(source, notes)
  return {
    format: notes.esm ? 'esm' : 'script',
    bodyStart,
    directives,
    strays: notes.strays.sort(byStart),
    functions: functions.map((site) => functionFact(source, site)),
    bindings,
    imports,
    exports,
    values: namedValues,
    calls: calls.map(({ site, ...fact }) => ({ ...fact, function: listedAround(site) })).sort(byStart),
  }
}

/** Where the code begins when there are no directives. */
function hashbangEnd(text: string): number {
  return /^\uFEFF?(?:#![^\n\r\u2028\u2029]*(?:\r\n|[\n\r\u2028\u2029])?)?/.exec(text)![0].length
}

function isWatched({ source, typeOnly }: ImportFact): boolean {
  return !typeOnly && /^(?:next\/|use-cache(?:\/|$))/.test(source)
}

function callsOf(
  { offsets }: Text,
  { calls }: Notes,
  imports: readonly ImportFact[],
  values: Values,
): (Omit<CallFact, 'function'> & { readonly site: Site | null })[] {
  return calls.flatMap(({ call, callee, root, path, scope, site }) => {
    if (lookup(scope, root)) return []
    return {
      import: imports.findIndex((fact) => fact.local === root && isWatched(fact)),
      path,
      span: offsets.span(call.span),
      callee: offsets.span(callee.span),
      arguments: call.arguments.map(values.ofArgument),
      nested: site !== null,
      site,
    }
  })
}

/** The functions that are listed, in source order, each given its index. */
function list({ functions }: Notes): Listed[] {
  const listed = functions.filter((site): site is Listed => site.listed && site.fn !== null)
  listed.sort((a, b) => a.fn.start - b.fn.start)
  for (const [index, site] of listed.entries()) site.index = index
  return listed
}

/** Settles what the noted names mean: gives functions their references and `arguments`, and returns the bindings that they refer to. */
function resolve(source: Text, { references }: Notes): BindingFact[] {
  const captures: Capture[] = []
  for (const reference of references.sort((a, b) => a.span.start - b.span.start)) {
    const { name, scope, site, span, access } = reference
    const binding = lookup(scope, name)
    if (binding) {
      if (access === 'write') binding.reassigned = true
      const owner = binding.kind === 'parameter' ? binding.scope.site : null
      if (owner?.fn?.attempting) owner.parameterReferences.push(parameterReference(source, reference))
      const capturers = capturersOf(binding, site)
      if (capturers.length > 0) captures.push({ reference, binding, capturers })
    } else if (name === 'arguments') use(site, { what: 'arguments', span: source.offsets.span(span) })
  }
  const bindings = [...new Set(captures.map(({ binding }) => binding))].sort((a, b) => a.span.start - b.span.start)
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
): ParameterReferenceFact {
  return { name, path, span: offsets.span(span), access, shorthand }
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
