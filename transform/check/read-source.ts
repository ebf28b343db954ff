import { isUtf8 } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { refusal } from './problem.ts'

/** A file's text, or why it has none. */
export type SourceReading =
  | { readonly text: string; readonly bytes: number; readonly invalid: boolean }
  | { readonly refusal: string }
  | { readonly binary: true }

/** As many bytes as git looks at to tell a binary file from text. */
const sniffedBytes = 8000

/** Reads a file as Node and the bundlers do: UTF-8, with U+FFFD for what is not (then `invalid`). A NUL near its beginning makes it binary. */
export function readSource(path: string): SourceReading {
  try {
    const content = readFileSync(path)
    if (content.subarray(0, sniffedBytes).includes(0)) return { binary: true }
    return { text: content.toString('utf8'), bytes: content.length, invalid: !isUtf8(content) }
  } catch (error) {
    return { refusal: refusal(error) }
  }
}
