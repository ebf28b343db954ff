import type { FunctionFact, ModuleFacts, ParameterReferenceFact } from '../facts.ts'
import { isWithin } from '../source.ts'
import type { TextEdit } from './apply-edits.ts'
import { typeOfRead, type Read } from './handler-types.ts'

/** What a handler's body reads of its parameters, as the parameters of a helper. */
export interface HandlerReads {
  readonly parameters: readonly HelperParameter[]
  /** Put the helper's parameters where the body read the handler's. */
  readonly edits: readonly TextEdit[]
}

export interface HelperParameter {
  readonly name: string
  /** Only where it is certain. */
  readonly type: string | undefined
  /** What the handler passes: `request.url`. */
  readonly argument: string
}

/** Undefined when the body needs a parameter as a whole, writes to one, or reads what can't be part of a key. */
export function readsOf(
  facts: ModuleFacts,
  fact: FunctionFact,
  text: string,
  { isTyped }: { readonly isTyped: boolean },
): HandlerReads | undefined {
  const groups = new Map<string, Read>()
  const inBody = fact.parameterReferences.filter(({ span }) => span.start >= fact.body.start)
  for (const reference of inBody) {
    const read = readOf(reference, fact, text)
    if (!read) return undefined
    const argument = [reference.name, ...read.path].join('.')
    const known = groups.get(argument)
    if (known) known.extents.push(...read.extents)
    else groups.set(argument, read)
  }
  if (inBody.some(({ name }) => isMentionedElsewhere(name, inBody, fact, text))) return undefined

  const reads = [...groups]
  const used = new Set(reads.flatMap(([, { name, path }]) => (path.length === 0 ? [name] : [])))
  const parameters: HelperParameter[] = []
  const edits: TextEdit[] = []
  for (const [argument, read] of reads) {
    const { name: owner, path, extents } = read
    const name = path.length === 0 ? owner : freeName(owner, path.at(-1)!, fact, used)
    parameters.push({ name, argument, type: isTyped ? typeOfRead(facts, read, text) : undefined })
    if (path.length > 0) edits.push(...extents.map((extent) => ({ ...extent, text: name })))
  }
  return { parameters, edits }
}

/** Streams, signals, objects that stand for more than their data, and methods: no part of a key. */
const unkeyed = new Set(
  'body bodyUsed signal cookies nextUrl json text blob bytes arrayBuffer formData clone'.split(' '),
)

function readOf(reference: ParameterReferenceFact, fact: FunctionFact, text: string): Read | undefined {
  const { name, access, span, declaration } = reference
  const isElement = text[span.start - 1] === '<' // a JSX element is named twice
  if (access === 'write' || isElement || text.slice(span.start, span.end) !== name) return undefined
  const index = fact.parameters.findIndex((parameter) => isWithin(declaration, parameter.span))
  const parameter = fact.parameters[index]
  if (!parameter || parameter.rest || parameter.decorators) return undefined
  const isWhole = parameter.span.start === declaration.start
  const path = isWhole ? pathIn(reference.path) : pathOutOf(name, reference.path)
  const end = path && endOfPath(span.end, path, text)
  return path && end !== undefined
    ? { name, parameter, isFirst: index === 0, path, extents: [{ start: span.start, end }] }
    : undefined
}

/** One member, which must be there if the parameter is; of `nextUrl` the part that is read. */
function pathIn(path: readonly string[]): readonly string[] | undefined {
  if (path[0] === 'nextUrl') return path.length > 1 ? path.slice(0, 2) : undefined
  return path[0] === undefined || unkeyed.has(path[0]) ? undefined : path.slice(0, 1)
}

/** What is read of a destructured name: all of it, of `nextUrl` the part. */
function pathOutOf(name: string, path: readonly string[]): readonly string[] | undefined {
  if (name === 'nextUrl') return path.length > 0 ? path.slice(0, 1) : undefined
  return unkeyed.has(name) ? undefined : []
}

/** Where `.a.b` behind a name ends; undefined when it is written in any other way. */
function endOfPath(start: number, path: readonly string[], text: string): number | undefined {
  let end = start
  for (const member of path) {
    const written = /^!?\s*\.\s*([\p{ID_Continue}$]+)/u.exec(text.slice(end))
    if (written?.[1] !== member) return undefined
    end += written[0].length
  }
  return end
}

/** Types may name a parameter (`typeof request`), and a function of the body may take its place. */
function isMentionedElsewhere(
  name: string,
  references: readonly ParameterReferenceFact[],
  fact: FunctionFact,
  text: string,
): boolean {
  const starts = new Set(references.map(({ span }) => span.start))
  const body = text.slice(fact.body.start, fact.body.end)
  const matches = body.matchAll(
    new RegExp(`\\b(?:typeof|function\\s*\\*?)\\s*(?=${escaped(name)}(?![\\p{ID_Continue}$]))`, 'gu'),
  )
  return [...matches].some((match) => !starts.has(fact.body.start + match.index + match[0].length))
}

/** `url`, or `requestUrl`, `requestUrl2`, … where the body has another `url`. */
function freeName(owner: string, member: string, { declares, takes }: FunctionFact, used: Set<string>): string {
  const long = `${owner}${member.slice(0, 1).toUpperCase()}${member.slice(1)}`
  const isFree = (name: string): boolean => ![...used, ...reserved, ...declares, ...takes].includes(name)
  let name = isFree(member) ? member : long
  for (let count = 2; !isFree(name); count++) name = `${long}${count}`
  used.add(name)
  return name
}

function escaped(name: string): string {
  return name.replaceAll('$', String.raw`\$`)
}

const reserved = (
  'arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in ' +
  'instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield'
).split(' ')
