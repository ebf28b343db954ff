/** What an expression is, as far as rules ask: SWC's nodes → `ValueFact`. */
import type { PropertyFact, ValueFact } from '../../facts.ts'
import type { Span } from '../../source.ts'
import { startAfter } from './function.ts'
import { keyName } from './key.ts'
import type { Site } from './site.ts'
import { stringValue, templateValue, type Text } from './string.ts'
import type { Argument, ClassMember, Member, Node, Property } from './tree.ts'
import { unwrap } from './unwrap.ts'

export interface Values {
  readonly of: (node: Node) => ValueFact
  readonly ofArgument: (argument: Argument) => ValueFact
  /** Fills in the functions' indices, once all values have been asked for. */
  settle(): void
}

/** Lists each function that a value consists of. */
export function valuesOf(text: Text, siteOf: ReadonlyMap<object, Site>): Values {
  const unsettled: { readonly fact: { function: number }; readonly site: Site }[] = []

  const functionValue = (node: object): ValueFact => {
    const site = siteOf.get(node)!
    const { start, node: signature } = site.fn!
    const fact = { type: 'function' as const, function: -1, span: { start, end: text.offsets.at(signature.span.end) } }
    site.listed = true
    unsettled.push({ fact, site })
    return fact
  }

  const valueOf = (wrapped: Node): ValueFact => {
    const node = unwrap(wrapped)
    const span = text.offsets.span(node.span)
    switch (node.type) {
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
        return functionValue(node)
      case 'ClassExpression':
      case 'ClassDeclaration':
        return {
          type: 'class',
          members: node.body.flatMap(memberValue),
          span: { start: startAfter(text, node, node.decorators), end: span.end },
        }
      case 'TsEnumDeclaration':
        return { type: 'enum', span }
      case 'TsModuleDeclaration':
        return { type: 'namespace', span }
      case 'Identifier':
        return { type: 'name', name: node.value, span }
      case 'OptionalChainingExpression':
        return valueOf(node.base)
      case 'MemberExpression': {
        const property = memberName(node)
        return property === null
          ? { type: 'other', span }
          : { type: 'member', object: valueOf(node.object), property, span }
      }
      case 'CallExpression':
      case 'NewExpression':
        if (node.callee.type === 'Super' || node.callee.type === 'Import') return { type: 'other', span }
        return {
          type: 'call',
          callee: valueOf(node.callee),
          arguments: (node.arguments ?? []).map(argumentValue),
          span,
        }
      case 'AwaitExpression': {
        const awaited = valueOf(node.argument)
        return awaited.type === 'call' ? { ...awaited, span } : { type: 'other', span }
      }
      case 'ConditionalExpression':
        return { type: 'choice', options: [valueOf(node.consequent), valueOf(node.alternate)], span }
      case 'BinaryExpression':
        return /^(?:\|\||&&|\?\?)$/.test(node.operator)
          ? { type: 'choice', options: [valueOf(node.left), valueOf(node.right)], span }
          : { type: 'data', span }
      case 'SequenceExpression':
        return { type: 'choice', options: [valueOf(node.expressions.at(-1)!)], span }
      case 'ObjectExpression':
        return { type: 'object', properties: node.properties.flatMap(propertyValue), span }
      case 'NullLiteral':
        return { type: 'literal', value: null, span }
      case 'BooleanLiteral':
        return { type: 'literal', value: node.value as boolean, span }
      case 'NumericLiteral':
        return { type: 'literal', value: node.value ?? Infinity, span }
      case 'StringLiteral':
        return { type: 'literal', value: stringValue(text, node), span }
      case 'TemplateLiteral':
        return node.expressions.length > 0
          ? { type: 'data', span }
          : { type: 'literal', value: templateValue(text, node), span }
      case 'UnaryExpression': {
        const argument = unwrap(node.argument)
        return node.operator === '-' && argument.type === 'NumericLiteral'
          ? { type: 'literal', value: -(argument.value ?? Infinity), span }
          : { type: 'data', span }
      }
      case 'ArrayExpression':
        return {
          type: 'array',
          elements: node.elements.flatMap((element) => (element ? [argumentValue(element)] : [])),
          span,
        }
      case 'BigIntLiteral':
      case 'RegExpLiteral':
      case 'UpdateExpression':
        return { type: 'data', span }
      case 'AssignmentExpression':
        return { type: /^(?:\|\||&&|\?\?)?=$/.test(node.operator) ? 'other' : 'data', span }
      default:
        return { type: 'other', span }
    }
  }

  /** The name in `a.b` and `a['b']`. */
  const memberName = ({ property }: Member): string | null => {
    if (property.type !== 'Computed') return property.type === 'Identifier' ? property.value : null
    const key = unwrap(property.expression)
    return key.type === 'StringLiteral' ? stringValue(text, key) : null
  }

  const argumentValue = ({ spread, expression }: Argument): ValueFact =>
    spread ? { type: 'other', span: spreadSpan(text, spread.start, expression) } : valueOf(expression)

  const propertyValue = (property: Property): PropertyFact[] => {
    if (property.type === 'Identifier') return [{ name: property.value, value: valueOf(property) }]
    if (property.type !== 'KeyValueProperty' && property.type !== 'MethodProperty') return []
    const name = keyName(text, property.key)
    if (name === null) return []
    if (property.type === 'MethodProperty') return [{ name, value: functionValue(property) }]
    return name === '__proto__' ? [] : [{ name, value: valueOf(property.value) }]
  }

  const memberValue = (member: ClassMember): PropertyFact[] => {
    if (!('isStatic' in member) || !member.isStatic) return []
    const name = keyName(text, member.key)
    if (name === null) return []
    if ('function' in member)
      return member.kind === 'method' && member.function.body ? [{ name, value: functionValue(member.function) }] : []
    return member.value && !member.declare ? [{ name, value: valueOf(member.value) }] : []
  }

  return {
    of: valueOf,
    ofArgument: argumentValue,
    settle() {
      for (const { fact, site } of unsettled) fact.function = site.index
    },
  }
}

function spreadSpan({ offsets }: Text, start: number, expression: Node): Span {
  return { start: offsets.at(start), end: offsets.at(expression.span.end) }
}
