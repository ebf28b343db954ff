import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import type { Rolldown } from 'vite'
import type { Diagnostic } from '../../report/diagnostic.ts'
import { codeFrame, linesOf, type FramedPlace } from '../../report/format/code-frame.ts'
import { pathOf } from '../../module-id.ts'

/** What is shown of a finding. */
type Finding = Omit<Diagnostic, 'span'> & { readonly span: FramedPlace }

/** The findings of a module that plugins before ours may have changed or made, at the places that its author wrote. */
export function reportWritten(
  context: Rolldown.TransformPluginContext,
  diagnostics: readonly Diagnostic[],
  text: string,
): void {
  if (diagnostics.length === 0) return
  const map = new TraceMap(context.getCombinedSourcemap() as never)
  const at = (place: FramedPlace['start']): FramedPlace['start'] | undefined => {
    const { line, column } = originalPositionFor(map, place)
    return line === null ? undefined : { line, column }
  }
  const findings = diagnostics.flatMap((finding) => {
    const start = at(finding.span.start)
    const file = pathOf(finding.file, context.environment.config.root)
    return start === undefined ? [] : [{ ...finding, file, span: { start, end: at(finding.span.end) ?? start } }]
  })
  const written = map.sourcesContent?.[0]
  const isKnown = written != null && findings.length === diagnostics.length
  report(context, isKnown ? findings : diagnostics, isKnown ? written : text, isKnown)
}

/**
 * Hands a module's findings to Vite: warnings one by one, all errors in one, so that overlay and terminal show them together.
 *
 * @param isWritten whether `text` is what the author wrote, and not what plugins made of it
 */
export function report(
  context: Rolldown.PluginContext,
  diagnostics: readonly Finding[],
  text: string,
  isWritten: boolean,
): void {
  const placed = isWritten ? placedIn(text) : {}
  for (const warning of diagnostics.filter(({ severity }) => severity === 'warning')) {
    context.warn({ ...logOf([warning], text), ...placed })
  }
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) context.error({ ...logOf(errors, text), ...placed })
}

/** What is wrong in the message, where and what to do in the frame; the place is that of the first. */
export function logOf(findings: readonly Finding[], text: string): Rolldown.RollupLog {
  const lines = linesOf(text)
  const [{ file, span }] = findings as readonly [Finding]
  return {
    id: file,
    loc: { file, line: span.start.line, column: span.start.column },
    message: findings.map(({ code, message }) => `${code}: ${message}`).join('\n'),
    // A stack of ours helps nobody, but Vite prints one.
    stack: findings.map(({ span: { start } }) => `    at ${file}:${start.line}:${start.column}`).join('\n'),
    frame: findings.map(({ span, help }) => `${codeFrame(lines, span, false)}\n\nHelp: ${help}`).join('\n\n'),
  }
}

/** Says of an error that its place is one in `text`, as the author wrote it: dev servers take other places for those in what plugins made of it. */
export function placedIn(text: string): Pick<Rolldown.RollupLog, 'plugin' | 'pluginCode'> {
  return { plugin: 'use-cache', pluginCode: text }
}
