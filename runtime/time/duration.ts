import { LifeError } from '../errors.ts'

type Unit = 'ms' | 's' | 'm' | 'h' | 'd' | 'w'

/** Seconds as a number, or in words: `'15m'`, `'1h30m'`, `'500ms'` (`ms`, `s`, `m`, `h`, `d`, `w`). */
export type Duration = number | `${number}${Unit}` | `${number}${Unit}${number}${Unit}`

/** The seconds that a duration in words means: `'1h30m'` → 5400. Throws a `LifeError` that starts with `label`. */
export function seconds(duration: string, label: string): number {
  const parts = [...duration.trim().matchAll(part)]
  if (parts.length === 0 || parts.map(([text]) => text).join('') !== duration.trim()) {
    throw new LifeError(
      'invalid-life',
      `${label} is ${JSON.stringify(duration)}, which is no duration. Pass seconds (900), or a number with a unit: '15m', '1h30m' (units: ms, s, m, h, d, w).`,
    )
  }
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * secondsPer[unit as Unit], 0)
}

const part = /(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)\s*/g
const secondsPer: Record<Unit, number> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }
