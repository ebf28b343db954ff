import type { FunctionFact, ModuleFacts, StrayFact } from '../facts.ts'
import { skipTrivia } from '../read/tokens.ts'
import type { Fix } from '../report/diagnostic.ts'
import type { Span } from '../source.ts'

/** Writes other words between the quotes of a string literal. */
export function respell(literal: Span, words: string): Fix {
  return { title: `Write '${words}'`, edits: [{ start: literal.start + 1, end: literal.end - 1, text: words }] }
}

/**
 * Puts `async` in front of a function, and makes its return type a promise's; nothing for accessors, constructors, type predicates, declarations under a label or `if` without a
 * block, and methods whose key is computed or followed by a comment.
 */
export function makeAsync(fact: FunctionFact, text: string): Fix | undefined {
  const at = asyncPlace(fact, text)
  const type = fact.returnType ? text.slice(fact.returnType.start, fact.returnType.end) : ''
  if (at === undefined || /^asserts\b|\bis\b/.test(type)) return undefined
  const edits = [{ start: at, end: at, text: 'async ' }]
  if (fact.returnType && !promise.test(type)) {
    const { start, end } = fact.returnType
    edits.push({ start, end: start, text: 'Promise<' }, { start: end, end, text: '>' })
  }
  return { title: 'Make it async', edits }
}

/** `Promise<…>` and nothing beside it. One that is nested deeper gets another around it, which is the same to TypeScript. */
const promise = /^Promise\s*<(?:[^<>]|<(?:[^<>]|<[^<>]*>)*>)*>$/

function asyncPlace(fact: FunctionFact, text: string): number | undefined {
  if (fact.hoist === fact.span.start && standsAlone(fact.span.start, text)) return undefined
  if (fact.functionToken) return fact.functionToken.start
  if (fact.shape === 'arrow') return fact.span.start
  if (fact.shape !== 'method' || fact.key === null) return undefined
  const beforeSignature = text.slice(0, fact.signature).trimEnd()
  return beforeSignature.endsWith(fact.key) ? beforeSignature.length - fact.key.length : undefined
}

/** Moves a directive to the top of its function or module, as a plain string. Of one in a class, in a namespace or in a block at module level nobody knows which functions were meant. */
export function moveToTop(stray: StrayFact, meant: string, facts: ModuleFacts, text: string): Fix | undefined {
  if (stray.form === 'class-field' || (stray.bodyStart === null && !stray.topLevel)) return undefined
  const title = 'Move the directive to the top'
  const top = stray.bodyStart ?? facts.directives[0]?.span.start ?? facts.bodyStart
  const { start, end } = stray.statement
  if (/^\s*$/.test(text.slice(top, start))) {
    const semicolon = text[end - 1] === ';' || continues(text, end) ? ';' : ''
    return { title, edits: [{ start, end, text: `'${meant}'${semicolon}` }] }
  }
  const removal =
    standsAlone(start, text) || continues(text, end)
      ? { start, end, text: ';' }
      : { ...wholeLine(stray.statement, text), text: '' }
  const directive = `'${meant}'${continues(text, top) ? ';' : ''}`
  if (stray.bodyStart === null) return { title, edits: [{ start: top, end: top, text: `${directive}\n` }, removal] }
  const indentation = /^\s*?(\r?\n[^\S\r\n]*)/.exec(text.slice(top))?.[1]
  return {
    title,
    edits: [
      { start: top, end: top, text: indentation === undefined ? ` '${meant}';` : `${indentation}${directive}` },
      removal,
    ],
  }
}

/** True if what stands behind an offset would be read as a part of a statement that ended there without a semicolon. */
function continues(text: string, offset: number): boolean {
  return /[([`+\-/<]/.test(text[skipTrivia(text, offset)] ?? '')
}

/** Ends a directive where the statement goes on; nothing where the rest would be no statement. */
export function addSemicolon({ span: { end } }: StrayFact, text: string): Fix | undefined {
  return /[([`+-]/.test(text[skipTrivia(text, end)] ?? '')
    ? { title: 'Add a semicolon', edits: [{ start: end, end, text: ';' }] }
    : undefined
}

/** The statement with its indentation and line end, if it has its lines for itself; else just the statement. */
function wholeLine({ start, end }: Span, text: string): Span {
  const lineStart = start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1
  const lineEnd = text.indexOf('\n', end) + 1 || text.length
  const isAlone = text.slice(lineStart, start).trim() === '' && text.slice(end, lineEnd).trim() === ''
  return isAlone ? { start: lineStart, end: lineEnd } : { start, end }
}

/** True for the one statement of a label or of a loop or condition without a block: something must stand there. */
function standsAlone(start: number, text: string): boolean {
  const before = text.slice(0, start).trimEnd()
  if (!before.endsWith(')'))
    return /(?:\b(?:else|do)|[\p{ID_Continue}$]\s*:)$/u.test(before) && !/\b(?:case\b[^\n]*|default\s*):$/.test(before)
  let depth = 0
  for (let at = before.length - 1; at >= 0; at--) {
    if (before[at] === ')') depth++
    else if (before[at] === '(' && --depth === 0) return /\b(?:if|for|while|with|await)\s*$/.test(before.slice(0, at))
  }
  return false
}
