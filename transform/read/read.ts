import type { Finding } from '../decide/finding.ts'
import type { ModuleFacts } from '../facts.ts'
import type { ResolvedOptions } from '../options.ts'
import { readBabel } from './babel.ts'
import { readSwc } from './swc.ts'

/** A module's facts from the parser that was asked for, or why it cannot be read. */
export function read(
  code: string,
  { id, parser }: ResolvedOptions,
): { readonly facts: ModuleFacts } | { readonly error: Finding } {
  const reading = parser === 'swc' ? readSwc(code, { id }) : readBabel(code, { id })
  if ('facts' in reading) return reading
  return { error: { code: 'syntax-error', span: reading.error.span, details: { message: reading.error.message } } }
}
