import { resemblesDirective } from '../attempt.ts'
import { editDistance, nearest } from './nearest.ts'

/** What the text of a directive (or of a string that stands where one was meant) says. */
export type Judgement =
  | { readonly type: 'cache'; readonly kind: string }
  /** Well-formed, but nobody configured this kind. */
  | { readonly type: 'unknown-kind'; readonly kind: string; readonly nearest: string | undefined }
  /** Meant as the directive, but not spelled like it; `meant` is the right spelling, without quotes. */
  | { readonly type: 'typo'; readonly meant: string }
  | { readonly type: 'other' }

/** The kinds every app has. Others are configured. */
export const builtInKinds: readonly string[] = ['default', 'remote', 'private']

/** Judges one directive's text against the grammar `use cache` or `use cache: <kind>`. */
export function judge(text: string, kinds: ReadonlySet<string>): Judgement {
  if (text === 'use cache') return { type: 'cache', kind: 'default' }
  const kind = /^use cache: ([A-Za-z][\w-]*)$/.exec(text)?.[1]
  if (kind !== undefined) {
    return kinds.has(kind) ? { type: 'cache', kind } : { type: 'unknown-kind', kind, nearest: nearest(kind, kinds) }
  }
  return judgeMisspelled(text, kinds)
}

function judgeMisspelled(text: string, kinds: ReadonlySet<string>): Judgement {
  if (!resemblesDirective(text)) return { type: 'other' }
  const [, head = '', tail = ''] = /^([^:]*)(?::(.*))?$/s.exec(text) ?? []
  const words = head
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
  const kindAfterSpace = /^use cache (\w+)$/.exec(words)?.[1]
  if (kindAfterSpace === undefined && editDistance(words, 'use cache') > 2) return { type: 'other' }
  const kind = nearest((tail.trim() || kindAfterSpace) ?? '', kinds)
  return { type: 'typo', meant: kind === undefined || kind === 'default' ? 'use cache' : `use cache: ${kind}` }
}
