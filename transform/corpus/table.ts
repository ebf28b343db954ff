import type { Counts } from './check.ts'

/** What was seen in a package. */
export interface Row extends Counts {
  readonly name: string
  modules: number
  bytes: number
  milliseconds: number
}

const columns = ['', 'modules', 'MB', 'async', 'cached', 'capturing', 'by module', 'seconds'] as const

export const heading: string = line(...columns)

export function emptyRow(name: string): Row {
  return {
    name,
    modules: 0,
    bytes: 0,
    milliseconds: 0,
    asked: 0,
    cached: 0,
    capturing: 0,
    cachedByModule: 0,
    refused: new Map(),
  }
}

export function total(rows: readonly Row[]): Row {
  const sum = emptyRow('all')
  for (const row of rows) {
    for (const key of ['modules', 'bytes', 'milliseconds', 'asked', 'cached', 'capturing', 'cachedByModule'] as const)
      sum[key] += row[key]
    for (const [code, number] of row.refused) sum.refused.set(code, (sum.refused.get(code) ?? 0) + number)
  }
  return sum
}

/** Why functions are not cached, the most frequent reason first. */
export function reasonsOf({ refused }: Row): string {
  return [...refused]
    .toSorted(([, a], [, b]) => b - a)
    .map(([code, number]) => `${code} ${number}`)
    .join(', ')
}

export function lineOf({ name, modules, bytes, asked, cached, capturing, cachedByModule, milliseconds }: Row): string {
  const numbers = [modules, (bytes / 1e6).toFixed(1), asked, cached, capturing, cachedByModule]
  return line(name, ...numbers.map(String), (milliseconds / 1000).toFixed(1))
}

function line(name: string, ...numbers: readonly string[]): string {
  return `${name.padEnd(28)}${numbers.map((text) => text.padStart(11)).join('')}`
}
