import type { FunctionFact, ModuleFacts } from '../facts.ts'
import type { Fix } from '../report/diagnostic.ts'
import { isWithin } from '../source.ts'
import { answerOf, type Answer } from './answer.ts'
import { applyEdits, type TextEdit } from './apply-edits.ts'
import { makeAsync } from './fixes.ts'
import { readsOf } from './handler-reads.ts'
import { helperName } from './helper-name.ts'

/**
 * Moves the body of a handler, its directive included, into a helper beside it. What the body read of the request arrives as arguments;
 * the handler builds the `Response` where the body built it.
 *
 * ```ts
 * export async function GET(request: Request) {
 *   'use cache'
 *   return Response.json(await search(request.url))
 * }
 * ```
 *
 * becomes
 *
 * ```ts
 * export async function GET(request: Request) {
 *   return Response.json(await getProducts(request.url))
 * }
 *
 * async function getProducts(url: string) {
 *   'use cache'
 *   return await search(url)
 * }
 * ```
 *
 * Undefined where that would not be the same: the request is needed as a whole, is written to, or the returned values differ in kind. `module` is the path from the
 * project root; `taken` holds the names given to helpers so far.
 */
export function extractHandler(
  facts: ModuleFacts,
  index: number,
  text: string,
  { module, taken }: { readonly module: string; readonly taken: Set<string> },
): Fix | undefined {
  const fact = facts.functions[index]!
  if (!canMove(facts, fact, text)) return undefined
  const toAsync = fact.async ? [] : makeAsync(fact, text)?.edits
  const answer = answerOf(facts, index, text)
  const reads = readsOf(facts, fact, text, { isTyped: /\.[cm]?tsx?$/.test(module) })
  if (!toAsync || !answer || !reads) return undefined

  const name = helperName(module, text, taken)
  const body = applyEdits(text, [...answer.edits, ...reads.edits], fact.body)
  const layout = layoutOf(fact, text)
  const parameters = reads.parameters.map(({ name, type }) => (type === undefined ? name : `${name}: ${type}`))
  const helper = `async function ${name}(${parameters.join(', ')}) ${dedent(body, layout.base)}`
  const call = `${name}(${reads.parameters.map(({ argument }) => argument).join(', ')})`
  return {
    title: `Extract \`${name}\``,
    edits: [
      ...toAsync,
      { ...fact.body, text: layout.block(`return ${returned(answer, call)}`) },
      insertion(facts, fact, text, helper, layout.lineEnd),
    ],
  }
}

/** Whether the body means the same at module level: nothing around it is needed there. */
function canMove(facts: ModuleFacts, fact: FunctionFact, text: string): boolean {
  const { shape, owner } = fact
  if (shape !== 'declaration' && shape !== 'expression' && shape !== 'arrow' && owner !== 'object') return false
  if (shape === 'getter' || shape === 'setter' || fact.generator || fact.nested) return false
  if (fact.references.length > 0 || fact.uses.length > 0 || text[fact.signature] === '<') return false
  if (fact.directives.length > 1 || facts.directives.some((directive) => directive.text.startsWith('use cache')))
    return false
  if (facts.values.some(({ kind, value }) => kind === 'namespace' && isWithin(fact.span, value.span))) return false
  const body = text.slice(fact.body.start, fact.body.end)
  return !(shape === 'expression' && fact.named === 'self' && body.includes(fact.name!))
}

function returned({ open, close }: Answer, call: string): string {
  return open === '' ? call : `${open}await ${call}${close}`
}

interface Layout {
  readonly lineEnd: string
  /** The indentation of the line that closes the body. */
  readonly base: string
  /** A block with one statement, laid out as the body was. */
  readonly block: (statement: string) => string
}

function layoutOf(fact: FunctionFact, text: string): Layout {
  const { body, returns } = fact
  const { statement } = fact.directives[0]!
  const lineEnd = /\r?\n/.exec(text)?.[0] ?? '\n'
  const isOneLine = !text.slice(body.start, body.end).includes('\n')
  const model = isOneLine ? returns[0]!.span : statement
  const semicolon = text[model.end - 1] === ';' ? ';' : ''
  const base = indentationAt(body.end - 1, text) ?? ''
  const indentation = indentationAt(statement.start, text) ?? `${base}  `
  return {
    lineEnd,
    base,
    block: (statement) =>
      isOneLine
        ? `{ ${statement}${semicolon} }`
        : `{${lineEnd}${indentation}${statement}${semicolon}${lineEnd}${base}}`,
  }
}

/** The white space before something that begins its line. */
function indentationAt(offset: number, text: string): string | undefined {
  return /(?<=^|\n)[^\S\n]*$/.exec(text.slice(0, offset))?.[0]
}

/** Moves a body to the left; one whose lines may be parts of texts stays as it is. */
function dedent(body: string, base: string): string {
  return base === '' || /`|\\\r?\n/.test(body) ? body : body.replaceAll(`\n${base}`, '\n')
}

/** Below the handler's statement; at the end of the module where that is not known. */
function insertion(facts: ModuleFacts, fact: FunctionFact, text: string, helper: string, lineEnd: string): TextEdit {
  const end = statementEnd(facts, fact)
  if (end === undefined) {
    const [before, after] = text.endsWith('\n') ? [lineEnd, lineEnd] : [lineEnd + lineEnd, '']
    return { start: text.length, end: text.length, text: `${before}${helper}${after}` }
  }
  const at = end + (/^[^\S\r\n]*(?:\/\/[^\r\n]*)?(?=\r?\n|$)/.exec(text.slice(end))?.[0].length ?? 0)
  const isTight = /^\r?\n[^\S\n]*\S/.test(text.slice(at))
  return { start: at, end: at, text: `${lineEnd}${lineEnd}${helper}${isTight ? lineEnd : ''}` }
}

function statementEnd(facts: ModuleFacts, { span, shape, hoist }: FunctionFact): number | undefined {
  const exported = facts.exports.find(({ statement }) => isWithin(span, statement))
  if (exported) return exported.statement.end
  return shape === 'declaration' && hoist === facts.bodyStart ? span.end : undefined
}
