import type { ModuleFacts, ParameterFact } from '../facts.ts'
import type { Span } from '../source.ts'

/** What a handler's body reads of one name that a parameter declares. */
export interface Read {
  /** The name that the parameter declares. */
  readonly name: string
  readonly parameter: ParameterFact
  readonly isFirst: boolean
  /** Empty for a name out of a destructured parameter. */
  readonly path: readonly string[]
  readonly extents: Span[]
}

/** The type of what is read of an annotated parameter; undefined where the annotation does not say it. */
export function typeOfRead(
  facts: ModuleFacts,
  { name, parameter, isFirst, path }: Read,
  text: string,
): string | undefined {
  if (parameter.default) return undefined
  const written = text.slice(parameter.span.start, parameter.span.end)
  const simple = /^[\p{ID_Continue}$]+\s*:\s*([^]+)$/u.exec(written)?.[1]
  const [, names, destructured] = /^\{([^{}]*)\}\s*:\s*([^]+)$/.exec(written) ?? []
  const isShorthand = names?.split(',').some((part) => part.trim() === name) === true
  const type = (simple ?? (isShorthand ? destructured : undefined))?.trim()
  if (type === undefined) return undefined
  const members = simple === undefined ? [name, ...path] : path
  const known = isFirst && isRequest(facts, type) ? requestTypes[members.join('.')] : undefined
  if (known !== undefined) return known
  const only = members.length === 1 ? onlyMember(type, members[0]!) : undefined
  if (only !== undefined) return only
  const object = /[|&?]/.test(type) ? `(${type})` : type
  return /^[\p{ID_Start}$_][\p{ID_Continue}$.]*(?:<[^]*>)?$/u.test(type)
    ? `${object}${members.map((member) => `['${member}']`).join('')}`
    : undefined
}

function isRequest(facts: ModuleFacts, type: string): boolean {
  const imported = facts.imports.find(({ local }) => local === type)
  if (type === 'Request') return imported === undefined
  return imported?.imported === 'NextRequest' && /^(?:next|use-cache)\/server$/.test(imported.source)
}

const requestTypes: Readonly<Record<string, string>> = {
  url: 'string',
  method: 'string',
  headers: 'Headers',
  'nextUrl.searchParams': 'URLSearchParams',
  'nextUrl.pathname': 'string',
  'nextUrl.search': 'string',
  'nextUrl.href': 'string',
  'nextUrl.origin': 'string',
  'nextUrl.host': 'string',
  'nextUrl.hostname': 'string',
}

/** `Promise<{ id: string }>` of `{ params: Promise<{ id: string }> }`, if that is all there is in it. */
function onlyMember(type: string, member: string): string | undefined {
  const [, name, written = ''] = /^\{\s*([\w$]+)\s*:([^]*)\}$/.exec(type) ?? []
  const held = written.trim().replace(/[;,]$/, '').trimEnd()
  if (name !== member || held === '') return undefined
  let depth = 0
  for (const character of held) {
    if ('<{[('.includes(character)) depth++
    else if ('>}])'.includes(character)) depth--
    if (depth < 0 || (depth === 0 && /[;,\n]/.test(character))) return undefined
  }
  return depth === 0 ? held : undefined
}
