/** The reader on `oxc-parser`, which is loaded at its first use. What oxc does not read as a module without any error is read by Babel, whose word holds. */
import { factsOf, readBabel } from './babel.ts'
import { parseWith } from './oxc/parse.ts'
import type { ReadResult } from './read-result.ts'

export function readOxc(source: string, { id }: { id: string }): ReadResult {
  try {
    const facts = parseWith(source, id, (program) => factsOf(program, source))
    if (facts) return { facts }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  return readBabel(source, { id })
}
