import { resemblesDirective } from '../attempt.ts'
import { editDistance, nearest } from './nearest.ts'

/** What the text of a directive (or of a string that stands where one was meant) says. */
export type Judgement =
  | { readonly type: 'cache'; readonly kind: string }
  /** Well-formed, but nobody configured this kind. */
  | { readonly type: 'unknown-kind'; readonly kind: string; readonly nearest: string | undefined }
  /** Meant as the directive, but not spelled like it; `meant` is the right spelling, without quotes, if it is clear which kind was meant. */
  | { readonly type: 'typo'; readonly meant: string | undefined }
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
  const written = text.replace(/\\(?:x20|u0020)/g, ' ')
  const [, between] = /^use\W+(\w+)\W+cache$/i.exec(written) ?? []
  const { distance, rest } = between === undefined ? headOf(written) : { distance: 0, rest: between }
  const [, kind] = /^[^a-z]*([a-z][\w-]*)(?![\w-])[^a-z]*$/i.exec(rest) ?? []
  const isKind = /^\s*:/.test(rest)
  const isAlone = !/[a-z]/i.test(rest)
  if (distance > (isKind || isAlone ? 2 : 1)) return { type: 'other' }
  if (isAlone) return { type: 'typo', meant: 'use cache' }
  const isClear = kind !== undefined && (isKind || kinds.has(kind))
  return { type: 'typo', meant: isClear ? `use cache: ${kind}` : undefined }
}

/** How far the first words are from `use cache`, and what stands behind them. One word, two or three: `usecache`, `use cach`, `use c ache`. */
function headOf(text: string): { readonly distance: number; readonly rest: string } {
  const words = [...text.matchAll(/[a-z]+/gi)].slice(0, 3)
  const heads = words.map((last, index) => ({
    distance: editDistance(
      words
        .slice(0, index + 1)
        .map(([word]) => word.toLowerCase())
        .join(' '),
      'use cache',
    ),
    rest: text.slice(last.index + last[0].length),
  }))
  return heads.reduce((best, head) => (head.distance <= best.distance ? head : best))
}
