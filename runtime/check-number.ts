import { OptionError } from './errors.ts'

/** Throws for what is no number, or not between the two. An option that was left out is fine. */
export function checkNumber(value: unknown, label: string, least: number = 0, most: number = Infinity): void {
  if (value === undefined || (typeof value === 'number' && value >= least && value <= most)) return
  const range = most === Infinity ? `of at least ${least}` : `from ${least} to ${most}`
  throw new OptionError(
    'invalid-option',
    `${label} must be a number ${range}, got ${typeof value === 'number' ? value : `a value of type ${typeof value}`}.`,
  )
}
