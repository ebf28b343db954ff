/** What is said of one function: Babel's node and the text around it → `FunctionFact`. */
import type * as t from '@babel/types'
import type { FunctionFact, ParameterFact, UseFact } from '../../facts.ts'
import type { Span } from '../../source.ts'
import { directivesOf } from './module.ts'
import type { FunctionRecord, Names } from './notes.ts'
import { decoratorsOf, isMethod, spanOf, type FunctionNode, type Node } from './tree.ts'
import { spanOfFunction } from './value.ts'
import { skipTrivia, wordAt } from '../tokens.ts'

/** What a function's surroundings say of it. */
export interface Surroundings extends Pick<
  FunctionFact,
  'evals' | 'references' | 'parameterReferences' | 'returns' | 'redeclared'
> {
  readonly takes: ReadonlySet<string>
  readonly parent: number | null
  readonly uses: readonly UseFact[]
  /** `ModuleFacts.bodyStart`. */
  readonly moduleStart: number
}

export function functionFact(
  record: FunctionRecord & { readonly node: FunctionNode },
  text: string,
  { parent, uses, evals, moduleStart, references, parameterReferences, takes, returns, redeclared }: Surroundings,
): FunctionFact {
  const { node, name, named } = record
  const span = spanOfFunction(node, text)
  const asyncToken = node.async ? asyncTokenOf(node, span.start, text) : null
  const functionToken =
    node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression'
      ? wordAt(text, skipTrivia(text, asyncToken?.end ?? span.start))
      : null
  const signature = node.typeParameters?.start ?? parametersOf(node, asyncToken?.end ?? span.start, functionToken, text)
  const open = node.typeParameters ? skipTrivia(text, node.typeParameters.end!) : signature
  const parenthesized = text[open] === '('
  const [first, ...others] = node.params
  const thisParameter = first?.type === 'Identifier' && first.name === 'this' ? first : undefined
  const comma = thisParameter && skipTrivia(text, thisParameter.end!)
  const thisParameterOnly = comma !== undefined && text[comma] !== ','
  const isBlock = node.body.type === 'BlockStatement'
  return {
    span,
    shape: shapeOf(node),
    owner: node.type === 'ObjectMethod' ? 'object' : isMethod(node) ? (node.static ? 'static' : 'instance') : null,
    async: node.async,
    generator: node.generator ?? false,
    name:
      isMethod(node) && name !== null && (node.kind === 'get' || node.kind === 'set') ? `${node.kind} ${name}` : name,
    named,
    path: [...outerNames(record.names), name ?? ''],
    asyncToken,
    functionToken,
    signature,
    parametersStart: !parenthesized
      ? signature
      : comma === undefined
        ? open + 1
        : thisParameterOnly
          ? thisParameter!.end!
          : comma + 1,
    parenthesized,
    thisParameterOnly,
    parameters: (thisParameter ? others : node.params).map((parameter) => parameterFact(parameter, text)),
    returnType: returnTypeOf(node, text),
    body: isBlock ? spanOf(node.body) : { start: skipTrivia(text, arrowEnd(node, open, text)), end: span.end },
    directives: node.body.type === 'BlockStatement' ? directivesOf(node.body, text) : [],
    parent,
    nested: record.enclosing !== null,
    hoist: node.type === 'FunctionDeclaration' ? hoistOf(record, span, moduleStart, text) : null,
    inBlock: node.type === 'FunctionDeclaration' && record.scope.kind === 'block',
    key: isMethod(node) && !('computed' in node && node.computed) ? text.slice(node.key.start!, node.key.end!) : null,
    decorated: isMethod(node) && (node.decorators?.length ?? 0) > 0,
    uses,
    evals,
    references,
    parameterReferences,
    declares: [...(record.declared ?? [])].filter((name) => name !== 'this').sort(),
    takes: [...takes].sort(),
    returns,
    redeclared,
  }
}

function shapeOf(node: FunctionNode): FunctionFact['shape'] {
  if (node.type === 'FunctionDeclaration') return 'declaration'
  if (node.type === 'FunctionExpression') return 'expression'
  if (node.type === 'ArrowFunctionExpression') return 'arrow'
  return node.kind === 'get' ? 'getter' : node.kind === 'set' ? 'setter' : node.kind
}

/** `async` and the white space after it. In a method other modifiers may stand before it. */
function asyncTokenOf(node: FunctionNode, start: number, text: string): Span {
  let word = wordAt(text, start)
  while (text.slice(word.start, word.end) !== 'async') word = wordAt(text, skipTrivia(text, word.end))
  return { start: word.start, end: word.end + /^\s*/.exec(text.slice(word.end, node.body.start!))![0].length }
}

/** The `(`, or the only parameter of an arrow without one. */
function parametersOf(node: FunctionNode, start: number, functionToken: Span | null, text: string): number {
  if (node.type === 'ArrowFunctionExpression') return skipTrivia(text, start)
  let at = skipTrivia(text, isMethod(node) ? node.key.end! : (node.id?.end ?? functionToken!.end))
  while (text[at] !== '(') at = skipTrivia(text, at + 1) // `*`, the `]` of a computed key, the `?` of an optional method
  return at
}

function parameterFact(parameter: t.Function['params'][number] | t.TSParameterProperty, text: string): ParameterFact {
  const [first, ...others] = decoratorsOf(parameter)
  const last = others.at(-1) ?? first
  const { start, end } = spanOf(parameter)
  const pattern = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter
  return {
    span: { start: last && last.end! > start ? skipTrivia(text, last.end!) : start, end },
    default: pattern.type === 'AssignmentPattern',
    rest: pattern.type === 'RestElement',
    decorators: first ? { start: first.start!, end: last!.end! } : null,
  }
}

function returnTypeOf({ returnType }: FunctionNode, text: string): Span | null {
  return returnType ? { start: skipTrivia(text, returnType.start! + ':'.length), end: returnType.end! } : null
}

/** The offset after the `=>`. */
function arrowEnd(node: FunctionNode, open: number, text: string): number {
  const before = node.returnType ?? ('predicate' in node ? node.predicate : undefined) ?? node.params.at(-1)
  let at = skipTrivia(text, before?.end ?? open)
  while (!text.startsWith('=>', at)) at = skipTrivia(text, at + 1)
  return at + 2
}

function hoistOf({ scope, loose }: FunctionRecord, span: Span, moduleStart: number, text: string): number {
  const block: Node = scope.node
  if (loose || block.type === 'SwitchStatement') return span.start
  if (block.type === 'Program') return moduleStart
  if (block.type === 'StaticBlock') return skipTrivia(text, block.start! + 'static'.length) + 1
  const last = block.type === 'BlockStatement' ? block.directives.at(-1) : undefined
  return last?.end ?? block.start! + 1
}

function outerNames(names: Names | null): string[] {
  const path: string[] = []
  for (let at = names; at; at = at.outer) path.push(at.name)
  return path.reverse()
}
