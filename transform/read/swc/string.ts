import type { Offsets } from './offsets.ts'
import type { StringLiteral, TemplateLiteral } from './tree.ts'

/** The text of a module and the way into it. */
export interface Text {
  readonly text: string
  readonly offsets: Offsets
}

/**
 * The value of a string. The tree's own is right but for halves of surrogate pairs that stand alone, which it writes as
 * backslash escapes, or as U+FFFD when the text holds the half itself; then the text is read again.
 */
export function stringValue({ text, offsets }: Text, { span, value }: StringLiteral): string {
  if (!/[\\\uFFFD]/.test(value)) return value
  return cook(text.slice(offsets.at(span.start) + 1, offsets.at(span.end) - 1))
}

/** The value of a template without substitutions. */
export function templateValue({ text, offsets }: Text, { span, quasis }: TemplateLiteral): string {
  const cooked = quasis[0]?.cooked ?? ''
  if (!/[\\\uFFFD]/.test(cooked)) return cooked
  return cook(text.slice(offsets.at(span.start) + 1, offsets.at(span.end) - 1).replace(/\r\n?/g, '\n'))
}

const escape = /\\(?:u\{([\da-fA-F]+)\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|([0-3]?[0-7]{1,2})|(\r\n|[^]))/g
const short: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v' }

/** What a string with escapes stands for. */
function cook(raw: string): string {
  return raw.replace(escape, (_, point?: string, unit?: string, byte?: string, octal?: string, single?: string) => {
    if (point !== undefined) return String.fromCodePoint(parseInt(point, 16))
    const code = unit ?? byte
    if (code !== undefined) return String.fromCharCode(parseInt(code, 16))
    if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8))
    return /^[\r\n\u2028\u2029]/.test(single!) ? '' : (short[single!] ?? single!)
  })
}
