/** What code loads by itself, beside the imports of its module. */
import type * as t from '@babel/types'
import { isMeta, isNamed, staticMember, type Node } from './babel/tree.ts'

export type Load =
  /** `import('./x')`, `require('./x')`, `new URL('./x', import.meta.url)`; undefined when only running it would say. */
  | { readonly source: string | undefined }
  /** `import.meta.glob('./x/*.ts')` */
  | { readonly glob: readonly string[] }

/** What a node loads; undefined for what loads nothing. */
export type LoadOf = (node: Node) => Load | undefined

/** For the nodes of one module. */
export function loadsIn(text: string): LoadOf {
  const requires = new Set(['require', ...namesOf(text, String.raw`(?:\w+\.)?createRequire\(`)])
  const addresses = new Set(namesOf(text, String.raw`import\.meta\.url\b`))
  const isRequire = (node: Node): boolean => (node.type === 'Identifier' ? requires.has(node.name) : isCreated(node))
  return (node) => {
    if (node.type === 'ImportExpression') return { source: textOf(node.source) }
    if (node.type === 'NewExpression') return urlOf(node, addresses)
    if (node.type !== 'CallExpression' || node.arguments.length === 0) return undefined
    const { callee } = node
    const source = textOf(node.arguments[0])
    if (callee.type === 'Import' || isRequire(callee)) return { source }
    if (callee.type !== 'MemberExpression') return undefined
    const member = staticMember(callee)
    if (member === 'resolve' && (isMeta(callee.object) || isRequire(callee.object))) return { source }
    if (member === 'context' && isRequire(callee.object)) return { source: undefined }
    return member === 'glob' && isMeta(callee.object) ? globOf(node) : undefined
  }
}

/** The variables that are set to something. Text tells as well as the tree: a name too many does no harm. */
function namesOf(text: string, value: string): string[] {
  const declared = new RegExp(String.raw`([\w$]+)\s*(?::[^=;\n]{1,99})?=\s*${value}`, 'g')
  return [...text.matchAll(declared)].map(([, name]) => name!)
}

/** `createRequire(…)` */
function isCreated(node: Node): boolean {
  return (
    node.type === 'CallExpression' &&
    (isNamed(node.callee, 'createRequire') || staticMember(node.callee) === 'createRequire')
  )
}

function urlOf({ callee, arguments: list }: t.NewExpression, addresses: ReadonlySet<string>): Load | undefined {
  const [path, base] = list
  if (!isNamed(callee, 'URL') || path === undefined || base === undefined) return undefined
  const source = textOf(path)
  const isHere = base.type === 'Identifier' ? addresses.has(base.name) : isMetaUrl(base)
  if (!isHere) return source === undefined ? undefined : { source }
  return { source: source?.replace(/^(?![./]|\w+:)/, './') }
}

function globOf({ arguments: [patterns, options] }: t.CallExpression): Load {
  const list = patterns!.type === 'ArrayExpression' ? patterns.elements.map((each) => textOf(each)) : [textOf(patterns)]
  const glob = list.filter((pattern) => pattern !== undefined)
  const isBased = options?.type === 'ObjectExpression' && options.properties.some((each) => isKey(each, 'base'))
  return glob.length < list.length || isBased ? { source: undefined } : { glob }
}

function isKey(property: t.ObjectExpression['properties'][number], name: string): boolean {
  return property.type === 'ObjectProperty' && isNamed(property.key, name)
}

function isMetaUrl(node: Node): boolean {
  return node.type === 'MemberExpression' && isMeta(node.object) && staticMember(node) === 'url'
}

function textOf(node: Node | null | undefined): string | undefined {
  if (node?.type === 'StringLiteral') return node.value
  const isWhole = node?.type === 'TemplateLiteral' && node.quasis.length === 1
  return isWhole ? (node.quasis[0]!.value.cooked ?? undefined) : undefined
}
