import type { Finding } from '../decide/finding.ts'
import type { ModuleFacts } from '../facts.ts'
import type { ParserName, ResolvedOptions } from '../options.ts'
import { readBabel } from './babel.ts'
import { isOxcAtHand } from './oxc/load.ts'
import { readOxc } from './oxc.ts'
import type { ReadResult } from './read-result.ts'
import { readSwc } from './swc.ts'

/** A module's facts from the parser that was asked for, or why it cannot be read. */
export function read(
  code: string,
  { id, parser }: ResolvedOptions,
): { readonly facts: ModuleFacts } | { readonly error: Finding } {
  const reading = readers[parser](code, { id })
  if ('facts' in reading) return reading
  return { error: { code: 'syntax-error', span: reading.error.span, details: { message: reading.error.message } } }
}

type Reader = (source: string, options: { readonly id: string }) => ReadResult

const readers: Readonly<Record<ParserName, Reader>> = {
  auto: (source, options) => (isOxcAtHand() ? readOxc : readBabel)(source, options),
  babel: readBabel,
  swc: readSwc,
  oxc: readOxc,
}
