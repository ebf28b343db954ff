import type { FunctionFact, ModuleFacts, ReturnFact, ValueFact } from '../facts.ts'
import type { Span } from '../source.ts'
import type { TextEdit } from './apply-edits.ts'

/** How a handler makes its answer, told apart from what is in it. */
export interface Answer {
  /** What stands before and after the content: `Response.json(` and `, { status: 201 })`; both empty when the content is the answer. */
  readonly open: string
  readonly close: string
  /** Leave only the content in the body's `return` statements. */
  readonly edits: readonly TextEdit[]
}

/** Undefined when the returns differ, or when one of them is, or may be, a `Response` made in another way: that can't be kept in a cache. */
export function answerOf(facts: ModuleFacts, index: number, text: string): Answer | undefined {
  const fact = facts.functions[index]!
  const { returns, body } = fact
  const responses = returns.map((returned) => responseOf(facts, fact, returned, text))
  const [first] = responses
  if (first) {
    const isSame = responses.every(
      (response) => response && response.open === first.open && response.close === first.close,
    )
    const isStream = first.open.startsWith('new') && mayStream(text.slice(body.start, body.end))
    return isSame && !isStream ? { ...first, edits: responses.flatMap((response) => response!.edits) } : undefined
  }
  const isWrapped = isArgument(facts, index)
  const isPlain = returns.length > 0 && returns.every((returned) => isKept(returned, text, isWrapped))
  return isPlain ? { open: '', close: '', edits: [] } : undefined
}

/** `Response.json(content)`, `NextResponse.json(content, { … })`, `new Response(content)`, alone in its statement. */
function responseOf(
  facts: ModuleFacts,
  fact: FunctionFact,
  { span, value }: ReturnFact,
  text: string,
): Answer | undefined {
  if (value?.type !== 'call' || !isResponse(facts, fact, value.callee)) return undefined
  const isNew = /^new\b/.test(text.slice(value.span.start))
  if (isNew !== (value.callee.type === 'name')) return undefined
  const isAlone =
    /^return[^\S\n\r]+$/.test(text.slice(span.start, value.span.start)) &&
    /^\s*;?$/.test(text.slice(value.span.end, span.end))
  const open = /^\s*\(/.exec(text.slice(value.callee.span.end, value.span.end))?.[0]
  if (!isAlone || open === undefined) return undefined

  const list = { start: value.callee.span.end + open.length, end: value.span.end - 1 }
  const content = contentOf(value.arguments, list, text)
  if (!content) return undefined
  return {
    open: text.slice(value.span.start, value.callee.span.end) + '(',
    close: content.init === '' ? ')' : `, ${content.init})`,
    edits: [
      { start: value.span.start, end: content.span.start, text: '' },
      { start: content.span.end, end: value.span.end, text: '' },
    ],
  }
}

/** `Response` is the global one, `NextResponse` the imported one. */
function isResponse(facts: ModuleFacts, { declares }: FunctionFact, callee: ValueFact): boolean {
  const root = callee.type === 'member' && callee.property === 'json' ? callee.object : callee
  if (root.type !== 'name' || declares.includes(root.name)) return false
  const imported = facts.imports.find(({ local }) => local === root.name)
  if (root.name !== 'Response') return imported?.imported === 'NextResponse'
  return imported === undefined && !facts.values.some(({ name }) => name === 'Response')
}

/** The first argument, and the second as text: it must be literal, so that the handler can repeat it. */
function contentOf(
  [content, init, ...more]: readonly ValueFact[],
  list: Span,
  text: string,
): { span: Span; init: string } | undefined {
  if (!content || more.length > 0) return undefined
  const start = list.start + /^\s*/.exec(text.slice(list.start, list.end))![0].length
  if (/^(?:\.\.\.|\/[/*])/.test(text.slice(start)) || response.test(text.slice(start, content.span.end)))
    return undefined
  if (!init) {
    const end = start + text.slice(start, list.end).replace(/,?\s*$/, '').length
    return /\/\/[^\n]*$/.test(text.slice(start, end)) ? undefined : { span: { start, end }, init: '' }
  }
  const initText = text.slice(init.span.start, init.span.end)
  const isBare =
    start === content.span.start &&
    /^\s*,\s*$/.test(text.slice(content.span.end, init.span.start)) &&
    /^\s*,?\s*$/.test(text.slice(init.span.end, list.end))
  return isBare && isLiteral(init, initText) ? { span: content.span, init: initText } : undefined
}

/** An object of literals: no names, calls, accessors, spreads or computed keys in it. */
function isLiteral(value: ValueFact, text: string): boolean {
  const withoutStrings = text.replace(/'[^'\\\n]*'|"[^"\\\n]*"/g, '""')
  return !/[^\s\w{}:,."-]|\.\./.test(withoutStrings) && hasLiterals(value)
}

function hasLiterals(value: ValueFact): boolean {
  return (
    value.type === 'literal' || (value.type === 'object' && value.properties.every(({ value }) => hasLiterals(value)))
  )
}

/** Whether a value that is the whole answer can be kept: no stream, no `Response`. What is handed to a wrapping function is its business. */
function isKept({ value }: ReturnFact, text: string, isWrapped: boolean): boolean {
  if (!value) return false
  const written = text.slice(value.span.start, value.span.end)
  if (mayStream(written) || response.test(written)) return false
  return isWrapped || /^(?:array|object|data|literal)$/.test(value.type)
}

const response = /\b\w*Response\b/

/** A stream can be read once, so it can't be kept. */
function mayStream(text: string): boolean {
  return /\b\w+Stream\b|\.body\b|\.pipeThrough\b/.test(text)
}

/** True for `withAuth(async () => {…})`. */
function isArgument(facts: ModuleFacts, index: number): boolean {
  const values = [...facts.values.map(({ value }) => value), ...facts.exports.flatMap(({ value }) => value ?? [])]
  const isFunction = (value: ValueFact): boolean => value.type === 'function' && value.function === index
  const holds = (value: ValueFact): boolean =>
    (value.type === 'call' && value.arguments.some((argument) => isFunction(argument) || holds(argument))) ||
    (value.type === 'member' && holds(value.object)) ||
    (value.type === 'choice' && value.options.some(holds))
  return values.some(holds)
}
