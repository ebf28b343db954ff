import type { Finding } from '../decide/finding.ts'
import type { SourceText } from '../source.ts'
import { catalogue } from './catalogue.ts'
import type { Diagnostic } from './diagnostic.ts'
import { printable } from './printable.ts'

/** A finding with its words, its lines and its file. */
export function present(finding: Finding, source: SourceText, file: string): Diagnostic {
  const { severity, message, help } = catalogue[finding.code]
  return {
    code: finding.code,
    severity,
    message: printable(message(finding.details)),
    help: printable(help(finding.details)),
    file,
    span: source.range(finding.span),
    ...(finding.related
      ? { related: finding.related.map(({ message, span }) => ({ message, file, span: source.range(span) })) }
      : {}),
    ...(finding.fix ? { fix: finding.fix } : {}),
  }
}
