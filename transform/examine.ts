import { isWorthReading } from './attempt.ts'
import { decide } from './decide/decide.ts'
import type { Edit } from './decide/edit.ts'
import type { Finding } from './decide/finding.ts'
import { leftovers } from './decide/leftovers.ts'
import { abiSpecifier } from './decide/plan.ts'
import { resolveOptions, type TransformOptions } from './options.ts'
import { read } from './read/read.ts'
import { specifiersOf } from './read/specifiers.ts'
import type { Diagnostic } from './report/diagnostic.ts'
import { present } from './report/present.ts'
import { bySeverity } from './report/severities.ts'
import type { TransformResult } from './result.ts'
import { sourceText } from './source.ts'

/** What there is to say about a module, and what would have to change in its text. */
export interface Examination extends Omit<TransformResult, 'code' | 'map'> {
  readonly edits: readonly Edit[]
}

const nothing: Examination = { diagnostics: [], functions: [], handlerLinks: [], edits: [] }

/** All of `transform` but the writing, for who only wants to know. */
export function examine(code: string, options: TransformOptions): Examination {
  if ((!isWorthReading(code, options.id) && !options.handlers?.length) || isCompiled(code, options.id)) return nothing
  return examined(code, options, decide)
}

/** What is left of the directive in what a build has written. */
export function examineOutput(code: string, options: TransformOptions): Examination {
  if (!isWorthReading(code, options.id)) return nothing
  return examined(code, options, (facts, text, { kinds }) => ({
    findings: leftovers(facts, text, kinds),
    functions: [],
    links: [],
    edits: [],
  }))
}

function examined(code: string, options: TransformOptions, judge: typeof decide): Examination {
  const resolved = resolveOptions(options)
  const source = sourceText(code)
  const reading = read(code, resolved)
  const presented = (findings: readonly Finding[]): readonly Diagnostic[] =>
    bySeverity(
      findings.map((finding) => present(finding, source, resolved.id)),
      resolved.severities,
    )
  if ('error' in reading) return { ...nothing, diagnostics: presented([reading.error]) }

  const { findings, functions, links, edits } = judge(reading.facts, code, resolved)
  return {
    diagnostics: presented(findings),
    functions: functions.map(({ span, ...rest }) => ({
      ...rest,
      file: resolved.id,
      line: source.position(span.start).line,
      span: source.range(span),
    })),
    handlerLinks: links.map((link) => ({ ...link, span: source.range(link.span) })),
    edits,
  }
}

/** A module that loads the runtime as compiled code does has been compiled before. */
export function isCompiled(code: string, id: string): boolean {
  return code.includes(abiSpecifier) && specifiersOf(code, id).some(({ specifier }) => specifier === abiSpecifier)
}
