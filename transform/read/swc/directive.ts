import { resemblesDirective } from '../../attempt.ts'
import type { DirectiveFact, StrayFact } from '../../facts.ts'
import type { Span } from '../../source.ts'
import type { Text } from './string.ts'
import type { ClassField, ExpressionStatement, FunctionBody, Item, StringLiteral } from './tree.ts'
import { unwrap } from './unwrap.ts'
import type { Walk } from './walk.ts'
import { stringAt } from '../tokens.ts'

type Directive = ExpressionStatement & { readonly expression: StringLiteral }

/** The string statements that a body begins with. */
export function prologue({ text, offsets }: Text, items: readonly Item[]): DirectiveFact[] {
  const facts: DirectiveFact[] = []
  for (const item of items) {
    if (!isDirective(item)) break
    const span = offsets.span(item.expression.span)
    facts.push({ text: text.slice(span.start + 1, span.end - 1), span, statement: offsets.span(item.span) })
  }
  return facts
}

function isDirective(item: Item): item is Directive {
  return item.type === 'ExpressionStatement' && item.expression.type === 'StringLiteral'
}

/** True if one of the directives is, or was meant as, the directive. */
export function attempts(directives: readonly DirectiveFact[]): boolean {
  return directives.some((directive) => resemblesDirective(directive.text))
}

/** A statement that looks like the directive and is none; null for every other one. `item` is no directive of a prologue. */
export function strayStatement(walk: Walk, item: ExpressionStatement): StrayFact | null {
  const literal = unwrap(item.expression)
  const span = walk.offsets.span(literal.span)
  if (literal.type === 'TemplateLiteral' && literal.expressions.length === 0) return stray(walk, span, item, 'template')
  if (literal.type === 'StringLiteral')
    return stray(walk, span, item, isParenthesized(item) ? 'parenthesized' : 'string')
  return stray(walk, stringAt(walk.text, walk.offsets.at(item.span.start)), item, 'swallowed')
}

/** A class field that looks like the directive. */
export function strayField(walk: Walk, field: ClassField): StrayFact | null {
  if (field.value || field.key.type !== 'StringLiteral') return null
  return stray(walk, walk.offsets.span(field.key.span), field, 'class-field')
}

function stray(
  { text, offsets, site, items }: Walk,
  span: Span,
  statement: ExpressionStatement | ClassField,
  form: StrayFact['form'],
): StrayFact | null {
  const written = text.slice(span.start + 1, span.end - 1)
  if (!resemblesDirective(written)) return null
  const body = site?.fn?.node.body
  return {
    text: written,
    span,
    statement: offsets.span(statement.span),
    form,
    bodyStart: body && isBlock(body) ? offsets.at(body.span.start) + 1 : null,
    topLevel: items.some((own) => own === statement),
  }
}

function isParenthesized({ expression }: ExpressionStatement): boolean {
  let node = expression
  for (;;) {
    if (node.type === 'ParenthesisExpression') return true
    if (!('expression' in node)) return false
    node = node.expression
  }
}

export function isBlock(body: { readonly type: string }): body is FunctionBody {
  return body.type === 'FunctionBody'
}
