import { hidden, type Redaction } from './redact.ts'

/** A value as far as its key tells it: a leaf with its text, or something with parts. */
export type Shown = Leaf | { readonly open: string; readonly close: string; readonly fields: readonly Field[] }

interface Leaf {
  readonly text: string
  /** The same for equal values alone, where the text does not say everything. */
  readonly compared: string
  /** What a text says. */
  readonly string?: string
}

export interface Field {
  /** How a path goes on: `.page`, `[3]`. */
  readonly step: string
  /** What stands before the value: `page`; empty in lists. */
  readonly label: string
  /** By which secrets are recognised. */
  readonly name: string | undefined
  readonly value: Shown
}

/** A value in one short line: `{ query: "tea", page: 2 }`. */
export function show(value: Shown, redaction: Redaction): string {
  return cut(text(value, redaction, 0), longest)
}

const longest = 200
const longestLeaf = 80
const mostFields = 8
const deepest = 3

function text(value: Shown, redaction: Redaction, depth: number): string {
  if ('text' in value) return cut(value.text, longestLeaf)
  const { open, close, fields } = value
  if (fields.length === 0) return open.trimEnd() + close
  const space = open === '[' || open.endsWith('(') ? '' : ' '
  if (depth === deepest) return `${open}${space}…${space}${close}`
  const shown = fields.slice(0, mostFields).map(({ label, name, value }) => {
    const inner = redaction.hides(name) ? hidden : text(value, redaction, depth + 1)
    return label === '' ? inner : `${label}: ${inner}`
  })
  if (fields.length > mostFields) shown.push(`… ${fields.length - mostFields} more`)
  return `${open}${space}${shown.join(', ')}${space}${close}`
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text
}
