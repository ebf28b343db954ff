/** Findings as the text of an error: all of a module at once, each with its place, its frame and what to do. */
import { codeFrameColumns } from '@babel/code-frame'
import type { Diagnostic } from '../report/diagnostic.ts'

/** What is thrown for a module that may not run as it is. */
export class CompileError extends Error {
  override readonly name = 'CompileError'
  declare readonly diagnostics: readonly Diagnostic[]

  constructor(diagnostics: readonly Diagnostic[], text: string) {
    super(describeAll(diagnostics, text))
    // Where in the compiler it was thrown helps nobody.
    const places = diagnostics.map((diagnostic) => `\n    at ${placeOf(diagnostic)}`)
    this.stack = `${this.name}: ${this.message}\n${places.join('')}`
    // Node prints the enumerable properties of an uncaught error after its stack.
    Object.defineProperty(this, 'diagnostics', { value: diagnostics })
  }
}

export function describeAll(diagnostics: readonly Diagnostic[], text: string): string {
  const describe = (diagnostic: Diagnostic): string =>
    `${placeOf(diagnostic)} ${diagnostic.code}: ${diagnostic.message}\n\n${frame(diagnostic, text)}\n\n${diagnostic.help}`
  return diagnostics.map(describe).join('\n\n')
}

export function frame({ span }: Diagnostic, text: string): string {
  return codeFrameColumns(text, span)
}

function placeOf({ file, span }: Diagnostic): string {
  return `${file}:${span.start.line}:${span.start.column + 1}`
}
