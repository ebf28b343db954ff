/** The reader on `@babel/parser`, which is loaded at its first use. */
import type * as t from '@babel/types'
import { resemblesDirective } from '../attempt.ts'
import type { CallFact, ImportFact, ModuleFacts, ReturnFact, UseFact } from '../facts.ts'
import { byStart } from '../source-order.ts'
import { capturesOf } from './babel/captures.ts'
import { evalsOf } from './babel/evals.ts'
import { exportsOf } from './babel/exports.ts'
import { functionFact } from './babel/function.ts'
import { directivesOf, importsOf, isExport, isModuleSyntax, valuesOf } from './babel/module.ts'
import type { FunctionRecord, Walk } from './babel/notes.ts'
import { parse, tooDeep } from './babel/parse.ts'
import { lookup } from './babel/scope.ts'
import { spanOf, staticMember, unwrap, type FunctionNode, type Node } from './babel/tree.ts'
import { spanOfFunction, valueReader, type ValueReader } from './babel/value.ts'
import { calledRoot, walkProgram } from './babel/walk.ts'
import type { ReadResult } from './read-result.ts'
import { hashbangEnd } from './tokens.ts'
import { isWatched } from './watched.ts'

export function readBabel(source: string, { id }: { id: string }): ReadResult {
  try {
    const parsed = parse(source, id)
    return 'message' in parsed ? { error: parsed } : { facts: factsOf(parsed.program, source) }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { error: { message: tooDeep, span: { start: 0, end: 0 } } }
  }
}

/** The facts of a tree in Babel's shape. */
export function factsOf(program: t.Program, text: string): ModuleFacts {
  const imports = importsOf(program)
  const directives = directivesOf(program, text)
  const noteAll = directives.some(({ text }) => resemblesDirective(text))
  const callable = new Set(imports.filter(isWatched).map(({ local }) => local))
  const walk = walkProgram(program, text, { callable, noteAll })
  const bodyStart = directives.at(-1)?.statement.end ?? hashbangEnd(text)

  const values = valueReader(text)
  const namedValues = valuesOf(walk.declarations, walk.assignments, text, values)
  const exports = exportsOf(program, text, walk.module, imports, values)
  const calls = callsOf(walk, imports, values)
  const returns = returnsOf(walk, values)

  const listed = listFunctions(walk, values)
  const indices = new Map<Node, number>(listed.map(({ node }, index) => [node, index]))
  const indexOf = (node: Node): number | null => indices.get(node) ?? null
  const nearest = (record: FunctionRecord | null): number | null => nearestIndex(record, indices)
  values.settle((node) => indices.get(node)!)

  const uses = usesOf(walk, indices)
  const captures = capturesOf(walk.references, noteAll, text, indexOf)
  const functions = listed.map((record, index) =>
    functionFact(record, text, {
      ...(captures.of.get(record) ?? nothingCaptured),
      returns: returns.get(record.node)?.sort(byStart) ?? [],
      parent: nearest(record.enclosing),
      uses: uses[index]!,
      evals: evalsOf(record, walk),
      moduleStart: bodyStart,
    }),
  )
  return {
    format: walk.isModule || program.body.some(isModuleSyntax) ? 'esm' : 'script',
    bodyStart,
    directives,
    strays: walk.strays.sort(byStart),
    functions,
    bindings: captures.bindings,
    imports,
    exports,
    hasExports: program.body.some(isExport),
    values: namedValues,
    calls: calls.map(({ fact, enclosing }) => ({ ...fact, function: nearest(enclosing) })).sort(byStart),
  }
}

const nothingCaptured = { references: [], parameterReferences: [], takes: new Set<string>(), redeclared: [] }

type Listed = FunctionRecord & { readonly node: FunctionNode }

function listFunctions(walk: Walk, { functions }: ValueReader): Listed[] {
  const listed = [...walk.functions.values()].filter(
    (record): record is Listed => record.asks || functions.has(record.node as FunctionNode),
  )
  const spans = new Map(listed.map((record) => [record, spanOfFunction(record.node, walk.text)]))
  return listed.sort((a, b) => spans.get(a)!.start - spans.get(b)!.start || spans.get(b)!.end - spans.get(a)!.end)
}

function nearestIndex(record: FunctionRecord | null, indices: ReadonlyMap<Node, number>): number | null {
  for (let at = record; at; at = at.enclosing) {
    const index = indices.get(at.node)
    if (index !== undefined) return index
  }
  return null
}

/** The uses that each listed function must answer for: its own, and those of the arrows in it. */
function usesOf({ uses }: Walk, indices: ReadonlyMap<Node, number>): UseFact[][] {
  const found: UseFact[][] = Array.from({ length: indices.size }, () => [])
  for (const use of uses) {
    if (use.what === 'arguments' && lookup(use.context.scope, 'arguments')) continue
    for (let at = use.context.function; at; at = at.enclosing) {
      const index = indices.get(at.node)
      if (index !== undefined) found[index]!.push({ what: use.what, span: spanOf(use.node) })
      if (at.node.type !== 'ArrowFunctionExpression') break
    }
  }
  for (const list of found) if (list.length > 1) list.sort(byStart)
  return found
}

function callsOf(
  walk: Walk,
  imports: readonly ImportFact[],
  { valueOf }: ValueReader,
): { readonly fact: Omit<CallFact, 'function'>; readonly enclosing: FunctionRecord | null }[] {
  return walk.calls.flatMap(({ node, context }) => {
    const { name } = calledRoot(node)!
    if (lookup(context.scope, name)) return []
    const callee = unwrap(node.callee)
    const fact = {
      import: imports.findIndex((candidate) => candidate.local === name && isWatched(candidate)),
      path: memberNames(callee),
      span: spanOf(node),
      callee: spanOf(callee),
      arguments: node.arguments.map(valueOf),
      nested: context.function !== null,
    }
    return [{ fact, enclosing: context.function }]
  })
}

function returnsOf({ returns }: Walk, { valueOf }: ValueReader): Map<Node, ReturnFact[]> {
  const found = new Map<Node, ReturnFact[]>()
  for (const { node, context } of returns) {
    const owner = context.function!.node
    const value = node.type === 'ReturnStatement' ? node.argument : node
    const fact = { span: spanOf(node), value: value ? valueOf(value) : null }
    const facts = found.get(owner)
    if (facts) facts.push(fact)
    else found.set(owner, [fact])
  }
  return found
}

function memberNames(callee: Node): string[] {
  const name = staticMember(callee)
  return name === undefined ? [] : [...memberNames(unwrap((callee as t.MemberExpression).object)), name]
}
