import type { ModuleFacts } from '../facts.ts'
import type { Span } from '../source.ts'
import type { Finding } from './finding.ts'
import { qualifiedName } from './identity.ts'
import { select } from './select.ts'

/** The directives in what a build has written: no compiler has seen what they stand in. */
export function leftovers(facts: ModuleFacts, text: string, kinds: ReadonlySet<string>): readonly Finding[] {
  const { asked, moduleDirectives } = select(facts, text, kinds, () => false)
  const finding = (span: Span, name: string): Finding => ({ code: 'uncompiled', span, details: { name } })
  return [
    ...moduleDirectives.map(({ span }) => finding(span, '')),
    ...[...asked].flatMap(([index, { own }]) =>
      own.map(({ span }) => finding(span, qualifiedName(facts.functions[index]!))),
    ),
  ]
}
