/**
 * oxc's tree is that of ESTree. Here it is put, in place, into the shape of Babel's, as far as the walk over it can tell: only what is left at run
 * time is looked at, and a chain with `?.` stays as it is but for calls `?.()`.
 */
import type { Program } from 'oxc-parser'
import type * as t from '@babel/types'
import { children } from '../babel/children.ts'
import { skipTrivia } from '../tokens.ts'

/** A node on its way from one shape to the other. */
interface Node {
  type: string
  start: number
  readonly end: number
  [field: string]: unknown
}

export function inBabelsShape(oxc: Program, text: string): t.Program {
  const program = oxc as unknown as Node
  splitDirectives(program, text)
  const waiting: Node[] = [program]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const { keys, computed } = children.get(node.type) ?? childless
    for (const key of keys) settle(node, key, waiting, text)
    if (computed !== undefined && node[computed]) {
      if (node['computed'] === true) settle(node, computed, waiting, text)
      else node[computed] = shaped(node[computed] as Node, text)
    }
    if (node['params']) settleDecorators(node['params'] as Node[], waiting, text)
  }
  return program as unknown as t.Program
}

const childless = { keys: [], computed: undefined } as const

/** Shapes what stands under a key, and has it wait for its own children's turn. */
function settle(node: Node, key: string, waiting: Node[], text: string): void {
  const value = node[key]
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const child = value[index] as Node | null
      if (child) waiting.push((value[index] = shaped(child, text)))
    }
  } else if (value) {
    const child = shaped(value as Node, text)
    node[key] = child
    waiting.push(child)
  }
}

/** Decorators of parameters are no children of anything. */
function settleDecorators(parameters: readonly Node[], waiting: Node[], text: string): void {
  for (const parameter of parameters) {
    for (let at: Node | undefined = parameter; at; at = (at['parameter'] ?? at['left']) as Node | undefined) {
      if ((at['decorators'] as unknown[] | undefined)?.length) settle(at, 'decorators', waiting, text)
    }
  }
}

function shaped(node: Node, text: string): Node {
  switch (node.type) {
    case 'ParenthesizedExpression':
      return parenthesized(shaped(node['expression'] as Node, text))
    case 'CallExpression':
      if (node['optional'] === true) node.type = 'OptionalCallExpression'
      return node
    case 'ChainExpression':
      return shaped(node['expression'] as Node, text)
    case 'Literal':
      node.type = literalType(node)
      return node
    case 'PrivateIdentifier':
      return privateName(node)
    case 'Property':
      if (node['method'] !== true && node['kind'] === 'init') {
        node.type = 'ObjectProperty'
        return node
      }
      node.type = 'ObjectMethod'
      if (node['method'] === true) node['kind'] = 'method'
      return withFunction(node, text)
    case 'MethodDefinition':
    case 'TSAbstractMethodDefinition':
      node.type = privateKey(node) ? 'ClassPrivateMethod' : 'ClassMethod'
      if ((node['value'] as Node)['body']) return withFunction(node, text)
      node.type = 'TSDeclareMethod'
      return node
    case 'PropertyDefinition':
    case 'TSAbstractPropertyDefinition':
      node.type = privateKey(node) ? 'ClassPrivateProperty' : 'ClassProperty'
      return node
    case 'AccessorProperty':
    case 'TSAbstractAccessorProperty':
      node.type = 'ClassAccessorProperty'
      return node
    case 'BlockStatement':
      node['directives'] ??= []
      return node
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      splitDirectives(node['body'] as Node, text)
      return node
    case 'AssignmentExpression':
    case 'AssignmentPattern': {
      // Parentheses around a name that is assigned to are no node.
      const left = node['left'] as Node
      if (left.type === 'Identifier' && text[node.start] === '(') parenthesized(left)
      return node
    }
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration': {
      const [first] = ((node['declaration'] as Node | null)?.['decorators'] as Node[] | undefined) ?? []
      if (first && first.start < node.start) node.start = first.start
      return node
    }
    case 'ExportAllDeclaration':
      return node['exported'] ? namespaceExport(node, text) : node
    default:
      return node
  }
}

function parenthesized(node: Node): Node {
  node['extra'] = { parenthesized: true }
  return node
}

function literalType(node: Node): string {
  if (node['regex']) return 'RegExpLiteral'
  if (typeof node['bigint'] === 'string') return 'BigIntLiteral'
  switch (typeof node['value']) {
    case 'string':
      return 'StringLiteral'
    case 'number':
      return 'NumericLiteral'
    case 'boolean':
      return 'BooleanLiteral'
    default:
      return 'NullLiteral'
  }
}

function privateName({ start, end, name }: Node): Node {
  return { type: 'PrivateName', start, end, id: { type: 'Identifier', start: start + 1, end, name } }
}

/** Shapes the key of a class's member if it is private. */
function privateKey(member: Node): boolean {
  const key = member['key'] as Node
  if (key.type !== 'PrivateIdentifier') return false
  member['key'] = privateName(key)
  return true
}

/** A method with what ESTree says of it in a function of its own. */
function withFunction(method: Node, text: string): Node {
  const { params, body, async, generator, typeParameters, returnType } = method['value'] as Node
  splitDirectives(body as Node, text)
  return Object.assign(method, { params, body, async, generator, typeParameters, returnType, value: null })
}

/** Takes the directives out of the statements of a module or of a function's body. */
function splitDirectives(block: Node, text: string): void {
  if (block.type !== 'BlockStatement' && block.type !== 'Program') return
  const body = block['body'] as Node[]
  let count = 0
  while (count < body.length && typeof body[count]!['directive'] === 'string') count++
  block['directives'] = body.splice(0, count).map(({ start, end, expression }) => {
    const literal = expression as Node
    const value = text.slice(literal.start + 1, literal.end - 1)
    return { type: 'Directive', start, end, value: { ...literal, type: 'DirectiveLiteral', value } }
  })
}

/** `export * as name from 'x'` is a list of one to Babel. */
function namespaceExport(node: Node, text: string): Node {
  const exported = node['exported'] as Node
  const specifier = {
    type: 'ExportNamespaceSpecifier',
    start: text.indexOf('*', skipTrivia(text, node.start + 'export'.length)),
    end: exported.end,
    exported,
  }
  return Object.assign(node, { type: 'ExportNamedDeclaration', declaration: null, specifiers: [specifier] })
}
