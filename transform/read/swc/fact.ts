/** What is said of one function: SWC's node and the text around it → `FunctionFact`. */
import type { FunctionFact, ParameterFact } from '../../facts.ts'
import type { Span } from '../../source.ts'
import { byStart } from '../../source-order.ts'
import { evalsOf } from './evals.ts'
import { patternOf } from './function.ts'
import type { FunctionSite, Listed, Site } from './site.ts'
import type { Text } from './string.ts'
import type { Signature } from './tree.ts'
import { skipTrivia, wordAt } from '../tokens.ts'
import type { Notes } from './walk.ts'

export function functionFact(source: Text, site: Listed, evals: Notes['evals']): FunctionFact {
  const { fn, uses, references, declared } = site
  const { node, key, shape } = fn
  const { text, offsets } = source
  const body = node.body!
  const asyncToken = node.async ? asyncTokenOf(source, fn) : null
  const functionToken =
    shape === 'declaration' || shape === 'expression'
      ? wordAt(text, skipTrivia(text, asyncToken?.end ?? fn.start))
      : null
  const signature = signatureOf(source, fn, asyncToken, functionToken)
  const open = node.typeParameters ? skipTrivia(text, offsets.at(node.typeParameters.span.end)) : signature
  const parenthesized = text[open] === '('
  const thisEnd = node.thisParam ? offsets.at(node.thisParam.span.end) : null
  const comma = thisEnd === null ? null : skipTrivia(text, thisEnd)
  const thisParameterOnly = comma !== null && text[comma] !== ','
  return {
    span: { start: fn.start, end: offsets.at(node.span.end) },
    shape,
    owner: fn.owner,
    async: node.async === true,
    generator: node.generator === true,
    name: fn.name,
    named: fn.named,
    path: fn.path,
    asyncToken,
    functionToken,
    signature,
    parametersStart: !parenthesized ? signature : comma === null ? open + 1 : thisParameterOnly ? thisEnd! : comma + 1,
    parenthesized,
    thisParameterOnly,
    parameters: node.params.map((parameter) => parameterFact(source, parameter)),
    returnType: returnTypeOf(source, fn),
    body: offsets.span(body.span),
    directives: fn.directives,
    parent: listedAround(site.parent),
    nested: site.parent !== null,
    hoist: fn.hoist,
    inBlock: fn.inBlock,
    key: key && key.type !== 'Computed' ? text.slice(offsets.at(key.span.start), offsets.at(key.span.end)) : null,
    decorated: fn.decorated,
    uses: uses.toSorted(byStart),
    evals: evalsOf(source, site, evals),
    references: references.map(({ fact }) => fact),
    parameterReferences: site.parameterReferences,
    declares: [...site.declares].sort(),
    takes: [...site.takes].sort(),
    returns: site.returns.toSorted(byStart),
    redeclared: [...new Set(references.map(({ name }) => name))].filter((name) => declared.has(name)).sort(),
  }
}

/** The index of the nearest listed function, beginning with the given one. */
export function listedAround(site: Site | null): number | null {
  for (let at = site; at; at = at.parent) if (at.listed) return at.index
  return null
}

/** `async` and the white space after it. In a method other modifiers may stand before it. */
function asyncTokenOf({ text, offsets }: Text, { start, node }: FunctionSite): Span {
  let { start: at, end } = wordAt(text, start)
  while (end > at && text.slice(at, end) !== 'async') ({ start: at, end } = wordAt(text, skipTrivia(text, end)))
  return { start: at, end: end + /^\s*/.exec(text.slice(end, offsets.at(node.body!.span.start)))![0].length }
}

/** The `<` or `(`, or the only parameter of an arrow without them. */
function signatureOf(
  { text, offsets }: Text,
  { node, key, shape, start }: FunctionSite,
  asyncToken: Span | null,
  functionToken: Span | null,
): number {
  if (node.typeParameters) return offsets.at(node.typeParameters.span.start)
  if (shape === 'arrow') return skipTrivia(text, asyncToken?.end ?? start)
  const name = key ?? ('identifier' in node ? (node as { readonly identifier: Signature | null }).identifier : null)
  let at = skipTrivia(text, name ? offsets.at(name.span.end) : functionToken!.end)
  while (at < text.length && text[at] !== '(') at = skipTrivia(text, at + 1) // `*`, the `?` of an optional method
  return at
}

function returnTypeOf({ text, offsets }: Text, { node: { returnType } }: FunctionSite): Span | null {
  if (!returnType) return null
  const { start, end } = offsets.span(returnType.span)
  return { start: skipTrivia(text, start + ':'.length), end }
}

function parameterFact(source: Text, parameter: Signature['params'][number]): ParameterFact {
  const { text, offsets } = source
  const decorators = 'decorators' in parameter ? parameter.decorators : []
  const [first, last] = [decorators[0], decorators.at(-1)]
  const pattern = patternOf(parameter)
  const begin =
    pattern.type === 'RestElement' ? Math.min(parameter.span.start, pattern.rest.start) : parameter.span.start
  const start = last ? skipTrivia(text, offsets.at(last.span.end)) : offsets.at(begin)
  return {
    span: { start, end: parameterEnd(source, parameter, pattern) },
    default: pattern.type === 'AssignmentPattern',
    rest: pattern.type === 'RestElement',
    decorators: first && last ? { start: offsets.at(first.span.start), end: offsets.at(last.span.end) } : null,
  }
}

/** SWC's spans of parameters may leave out the type, and the `?` of one without a type. */
function parameterEnd(
  { text, offsets }: Text,
  { span }: Signature['params'][number],
  pattern: ReturnType<typeof patternOf>,
): number {
  const end = offsets.at(span.end)
  if (pattern.type === 'AssignmentPattern') return end
  if (pattern.typeAnnotation) return Math.max(end, offsets.at(pattern.typeAnnotation.span.end))
  const mark = skipTrivia(text, end)
  return 'optional' in pattern && pattern.optional && text[mark] === '?' ? mark + 1 : end
}
