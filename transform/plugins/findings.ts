import { linesOf } from '../report/format/code-frame.ts'
import { pretty } from '../report/format/pretty.ts'
import type { Diagnostic } from '../report/diagnostic.ts'

/** What is thrown for a module that may not run as it is: one error with everything that was found in it. */
export class CompileError extends Error {
  override readonly name = 'CompileError'
  declare readonly diagnostics: readonly Diagnostic[]

  constructor(diagnostics: readonly Diagnostic[], text: string) {
    super(`Cannot compile ${diagnostics[0]!.file}\n\n${describeAll(diagnostics, text)}`)
    // Where in the compiler it was thrown helps nobody.
    const places = diagnostics.map(({ file, span }) => `\n    at ${file}:${span.start.line}:${span.start.column + 1}`)
    this.stack = `${this.name}: ${this.message}\n${places.join('')}`
    // Node prints the enumerable properties of an uncaught error after its stack.
    Object.defineProperty(this, 'diagnostics', { value: diagnostics })
  }
}

/** Findings of one module as text, each with its place, the code around it and what to do. */
export function describeAll(diagnostics: readonly Diagnostic[], text: string): string {
  const lines = linesOf(text)
  return diagnostics.map((diagnostic) => pretty(diagnostic, lines)).join('\n\n')
}
