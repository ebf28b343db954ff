/** What an expression is, as far as rules ask: Babel's nodes → `ValueFact`. */
import type * as t from '@babel/types'
import type { PropertyFact, ValueFact } from '../../facts.ts'
import type { Span } from '../../source.ts'
import {
  isErased,
  isFunction,
  isPrototype,
  keyName,
  spanOf,
  staticMember,
  unwrap,
  type ClassNode,
  type FunctionNode,
  type Node,
} from './tree.ts'
import { skipTrivia, wordAt } from '../tokens.ts'

export interface ValueReader {
  readonly valueOf: (node: Node) => ValueFact
  /** The functions that values have named so far. */
  readonly functions: ReadonlyMap<FunctionNode, ValueFact>
  /** Fills in the functions' indices, once they are known. */
  readonly settle: (indexOf: (node: FunctionNode) => number) => void
}

export function valueReader(text: string): ValueReader {
  const functions = new Map<FunctionNode, { readonly type: 'function'; readonly span: Span; function: number }>()

  const valueOf = (node: Node): ValueFact => {
    node = unwrap(node)
    if (isFunction(node)) return functionValue(node)
    const span = spanOf(node)
    switch (node.type) {
      case 'ClassDeclaration':
      case 'ClassExpression':
        return { type: 'class', members: node.body.body.flatMap(staticMemberValue), span: spanOfClass(node, text) }
      case 'TSEnumDeclaration':
        return { type: 'enum', span }
      case 'TSModuleDeclaration':
        return { type: 'namespace', span }
      case 'Identifier':
        return { type: 'name', name: node.name, span }
      case 'MemberExpression':
      case 'OptionalMemberExpression': {
        const property = staticMember(node) ?? writtenMember(node)
        return property === undefined || node.object.type === 'Super'
          ? { type: 'other', span }
          : { type: 'member', object: valueOf(node.object), property, span }
      }
      case 'CallExpression':
      case 'OptionalCallExpression':
      case 'NewExpression':
        if (node.callee.type === 'Super') return { type: 'other', span }
        return { type: 'call', callee: valueOf(node.callee), arguments: node.arguments.map(valueOf), span }
      case 'AwaitExpression': {
        const awaited = valueOf(node.argument)
        return awaited.type === 'call' ? { ...awaited, span } : { type: 'other', span }
      }
      case 'ConditionalExpression':
        return { type: 'choice', options: [valueOf(node.consequent), valueOf(node.alternate)], span }
      case 'LogicalExpression':
        return { type: 'choice', options: [valueOf(node.left), valueOf(node.right)], span }
      case 'SequenceExpression':
        return { type: 'choice', options: [valueOf(node.expressions.at(-1)!)], span }
      case 'ObjectExpression':
        return { type: 'object', properties: node.properties.flatMap(propertyValue), span }
      case 'NullLiteral':
        return { type: 'literal', value: null, span }
      case 'BooleanLiteral':
      case 'NumericLiteral':
      case 'StringLiteral':
        return { type: 'literal', value: node.value, span }
      case 'TemplateLiteral':
        return node.expressions.length > 0
          ? { type: 'data', span }
          : { type: 'literal', value: node.quasis[0]!.value.cooked ?? '', span }
      case 'UnaryExpression': {
        const argument = unwrap(node.argument)
        return node.operator === '-' && argument.type === 'NumericLiteral'
          ? { type: 'literal', value: -argument.value, span }
          : { type: 'data', span }
      }
      case 'ArrayExpression':
        return {
          type: 'array',
          elements: node.elements.flatMap((element) => (element ? [valueOf(element)] : [])),
          span,
        }
      case 'BigIntLiteral':
      case 'RegExpLiteral':
      case 'UpdateExpression':
      case 'BinaryExpression':
        return { type: 'data', span }
      case 'AssignmentExpression':
        return { type: /^(?:\|\||&&|\?\?)?=$/.test(node.operator) ? 'other' : 'data', span }
      default:
        return { type: 'other', span }
    }
  }

  const functionValue = (node: FunctionNode): ValueFact => {
    let value = functions.get(node)
    if (!value) functions.set(node, (value = { type: 'function', function: -1, span: spanOfFunction(node, text) }))
    return value
  }

  const propertyValue = (property: t.ObjectExpression['properties'][number]): PropertyFact[] => {
    if (property.type === 'SpreadElement') return []
    const name = keyName(property)
    if (name === null) return []
    if (property.type === 'ObjectMethod') return property.kind === 'method' ? [{ name, value: valueOf(property) }] : []
    return isPrototype(property) ? [] : [{ name, value: valueOf(property.value) }]
  }

  const staticMemberValue = (member: t.ClassBody['body'][number]): PropertyFact[] => {
    if (!('static' in member) || !member.static || !('key' in member) || isErased(member)) return []
    const name = keyName(member)
    if (name === null) return []
    if (isFunction(member)) return member.kind === 'method' ? [{ name, value: valueOf(member) }] : []
    return 'value' in member && member.value ? [{ name, value: valueOf(member.value) }] : []
  }

  return {
    valueOf,
    functions,
    settle(indexOf) {
      for (const [node, value] of functions) value.function = indexOf(node)
    },
  }
}

/** The member's name in `a['b']`. */
function writtenMember({ computed, property }: t.MemberExpression | t.OptionalMemberExpression): string | undefined {
  const key = unwrap(property)
  return computed && key.type === 'StringLiteral' ? key.value : undefined
}

/** From the first modifier, `async` or `function` to the end. */
export function spanOfFunction(node: FunctionNode, text: string): Span {
  const { start, end } = spanOf(node)
  const decorators = 'decorators' in node ? node.decorators : undefined
  return { start: decorators?.length ? skipTrivia(text, decorators.at(-1)!.end!) : start, end }
}

/** From `abstract` or `class` to the end. */
function spanOfClass(node: ClassNode, text: string): Span {
  const { start, end } = spanOf(node)
  if (!node.decorators?.length) return { start, end }
  let at = skipTrivia(text, Math.max(start, node.decorators.at(-1)!.end!))
  for (
    let word = wordAt(text, at);
    /^(?:export|default)$/.test(text.slice(word.start, word.end));
    word = wordAt(text, at)
  )
    at = skipTrivia(text, word.end)
  return { start: at, end }
}
