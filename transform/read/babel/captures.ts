/** What functions read of the function and block scopes around them. */
import type { Binding } from '@babel/traverse'
import type * as t from '@babel/types'
import type { BindingFact, FunctionFact, ReferenceFact } from '../../facts.ts'
import { bindingFact } from './binding.ts'
import { crawl, type Occurrence } from './occurrences.ts'
import { byStart, type FunctionNode, type Node } from './tree.ts'

/** A function whose captures are asked for. */
export interface Capturer {
  readonly node: FunctionNode
  readonly fact: FunctionFact
}

export interface Captures {
  readonly bindings: readonly BindingFact[]
  readonly of: ReadonlyMap<FunctionNode, Pick<FunctionFact, 'references' | 'redeclared'>>
}

export function capturesOf(
  program: t.Program,
  capturers: readonly Capturer[],
  text: string,
  indexOf: (node: Node) => number | null,
): Captures {
  if (capturers.length === 0) return { bindings: [], of: new Map() }
  const captured = new Map<
    FunctionNode,
    { readonly occurrences: readonly Occurrence[]; readonly redeclared: string[] }
  >()
  const facts = new Map<Binding, BindingFact>()
  for (const [statement, group] of groupByStatement(program, capturers)) {
    const crawled = crawl(statement, text)
    for (const capturer of group) {
      const occurrences = captureBy(capturer, crawled.occurrences)
      const names = new Set(occurrences.map(({ binding }) => binding.identifier.name))
      captured.set(capturer.node, { occurrences, redeclared: crawled.declaredBy(capturer.node, names).sort() })
      for (const { binding } of occurrences) {
        if (!facts.has(binding)) facts.set(binding, bindingFact(binding, crawled, text, indexOf))
      }
    }
  }
  const sorted = [...facts].sort(([, a], [, b]) => byStart(a, b))
  const indices = new Map(sorted.map(([binding], index) => [binding, index]))
  const referenceFact = ({ binding, path, span, access, shorthand }: Occurrence): ReferenceFact => {
    return { binding: indices.get(binding)!, path, span, access, shorthand }
  }
  return {
    bindings: sorted.map(([, fact]) => fact),
    of: new Map(
      [...captured].map(([node, { occurrences, redeclared }]) => [
        node,
        { references: occurrences.map(referenceFact), redeclared },
      ]),
    ),
  }
}

/** The statement at module or namespace level that each function stands in. */
function groupByStatement(program: t.Program, capturers: readonly Capturer[]): Map<t.Statement, Capturer[]> {
  const groups = new Map<t.Statement, Capturer[]>()
  for (const capturer of capturers) {
    const statement = statementAround(program.body, capturer.node)
    const group = groups.get(statement)
    if (group) group.push(capturer)
    else groups.set(statement, [capturer])
  }
  return groups
}

function statementAround(statements: readonly t.Statement[], node: Node): t.Statement {
  const statement = statements.find((candidate) => isWithin(node, candidate))!
  const isExport = statement.type === 'ExportNamedDeclaration' && statement.declaration
  const declared = isExport ? isExport : statement
  if (declared.type !== 'TSModuleDeclaration' || declared.body.type !== 'TSModuleBlock') return statement
  return statementAround(declared.body.body, node)
}

function captureBy({ node, fact }: Capturer, occurrences: readonly Occurrence[]): Occurrence[] {
  const isDecorator = ({ span }: Occurrence): boolean =>
    fact.parameters.some(({ decorators }) => decorators && decorators.start <= span.start && span.end <= decorators.end)
  const found: Occurrence[] = []
  for (let index = firstFrom(fact.signature, occurrences); index < occurrences.length; index++) {
    const occurrence = occurrences[index]!
    const { binding, home, span } = occurrence
    if (span.start >= fact.span.end) break
    const isOwn = home === node || binding.scope.block === node
    if (!isOwn && isWithin(node, home) && !isDecorator(occurrence)) found.push(occurrence)
  }
  return found
}

/** The index of the first occurrence at or after `start`. */
function firstFrom(start: number, occurrences: readonly Occurrence[]): number {
  let low = 0
  let high = occurrences.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (occurrences[middle]!.span.start < start) low = middle + 1
    else high = middle
  }
  return low
}

function isWithin(inner: Node, outer: Node): boolean {
  return outer.start! <= inner.start! && inner.end! <= outer.end!
}
