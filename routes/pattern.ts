/** One part of a pattern, between two slashes. */
export type Segment =
  | { readonly kind: 'static'; readonly text: string }
  | { readonly kind: 'dynamic' | 'catch-all' | 'optional-catch-all'; readonly name: string }
  /** A folder name in brackets that is no parameter. */
  | { readonly kind: 'invalid'; readonly text: string; readonly reason: string }

/**
 * The path that a folder of the app directory stands for, or null when it is not reachable: a private folder (`_x`), or one of an intercepted page (`(.)x`).
 *
 * ```
 * 'users/[id]'            → '/users/[id]'
 * '(shop)/%5Fadmin/@top'  → '/_admin'
 * 'users/_components'     → null
 * ''                      → '/'
 * ```
 */
export function patternOf(folder: string): string | null {
  const names = folder.split('/').filter((name) => name !== '' && !isGroup(name) && !name.startsWith('@'))
  if (names.some((name) => name.startsWith('_') || /^\(\.{1,3}\)/.test(name))) return null
  return `/${names.map((name) => name.replace(/^%5F/i, '_')).join('/')}`
}

/** The segments of a pattern: `/users/[id]` → static `users`, dynamic `id`. */
export function segmentsOf(pattern: string): Segment[] {
  return pattern
    .split('/')
    .filter((text) => text !== '')
    .map(segmentOf)
}

/** `(shop)`: it organises files and is no part of the path. */
function isGroup(name: string): boolean {
  return name.startsWith('(') && name.endsWith(')')
}

function segmentOf(text: string): Segment {
  if (!/[[\]]/.test(text)) return { kind: 'static', text }
  const [, open = '', dots, name = '', close] = /^(\[\[?)(\.\.\.)?([^[\]]*)(\]\]?)$/.exec(text) ?? []
  if (open.length !== close?.length)
    return invalid(text, 'a parameter is a whole segment in brackets: `[id]`, `[...path]` or `[[...path]]`')
  if (name === '') return invalid(text, 'the parameter has no name')
  if (/^\.|…/.test(name)) return invalid(text, 'a catch-all has three dots in front of its name: `[...path]`')
  if (open === '[[' && !dots) return invalid(text, 'only a catch-all can be optional: `[[...path]]`')
  return { kind: dots ? (open === '[[' ? 'optional-catch-all' : 'catch-all') : 'dynamic', name }
}

function invalid(text: string, reason: string): Segment {
  return { kind: 'invalid', text, reason }
}
