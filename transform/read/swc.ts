/** The reader on `@swc/core`, which is loaded at its first use. Modules that SWC does not read, or cannot be trusted with, are read by Babel, whose word holds. */
import type { CallFact, ImportFact, ModuleFacts } from '../facts.ts'
import { byStart } from '../source-order.ts'
import { readBabel } from './babel.ts'
import type { ReadResult } from './read-result.ts'
import { hashbangEnd } from './tokens.ts'
import { isWatched } from './watched.ts'
import { settleNames } from './swc/captures.ts'
import { namedValuesOf } from './swc/define.ts'
import { attempts, prologue } from './swc/directive.ts'
import { exportsOf, isExport } from './swc/exports.ts'
import { functionFact, listedAround } from './swc/fact.ts'
import { importsOf } from './swc/imports.ts'
import { isBeyondSwc, isMisplaced } from './swc/limits.ts'
import { parse, type Parsed } from './swc/parse.ts'
import { lookup } from './swc/scope.ts'
import type { Listed, Site } from './swc/site.ts'
import type { Text } from './swc/string.ts'
import { valuesOf, type Values } from './swc/value.ts'
import { walkModule } from './swc/visit.ts'
import type { Notes } from './swc/walk.ts'

export function readSwc(source: string, { id }: { id: string }): ReadResult {
  try {
    const parsed = isBeyondSwc(source) ? null : parse(source, id)
    if (parsed && !isMisplaced(parsed)) return { facts: factsOf(parsed) }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  return readBabel(source, { id })
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
  for (const { span, value, site } of notes.returns)
    site.returns.push({ span: offsets.span(span), value: value && values.of(value) })
  const functions = list(notes)
  values.settle()
  const bindings = settleNames(source, notes)
  return {
    format: notes.esm ? 'esm' : 'script',
    bodyStart,
    directives,
    strays: notes.strays.sort(byStart),
    functions: functions.map((site) => functionFact(source, site, notes.evals)),
    bindings,
    imports,
    exports,
    hasExports: program.body.some(isExport),
    values: namedValues,
    calls: calls.map(({ site, ...fact }) => ({ ...fact, function: listedAround(site) })).sort(byStart),
  }
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
