import { assertionChain, hasArrowChain, hasHeritageChain } from '../doubling.ts'
import { nestsTooDeeply } from './nesting.ts'
import type { Parsed } from './parse.ts'

/** True if SWC might end the process instead of reading the text, by overflowing the stack or by drawing an error far to the right, or might not end itself. */
export function isBeyondSwc(text: string): boolean {
  return (
    hasLongLine(text) ||
    nestsTooDeeply(text) ||
    hasHeritageChain(text) ||
    hasArrowChain(text) ||
    assertionChain(text) >= 0
  )
}

/** SWC's reports cannot be wider than 65,535 columns, and a tab takes up to four of them. */
const longest = 16_000

function hasLongLine(text: string): boolean {
  for (let start = 0; text.length - start > longest;) {
    const feed = text.indexOf('\n', start)
    if ((feed < 0 ? text.length : feed) - start > longest) return true
    start = feed + 1
  }
  return false
}

/** True if SWC's positions may be wrong: what follows a comment of the kind that only scripts have, `<!--` or `-->`, begins with that comment. */
export function isMisplaced({ text, program }: Parsed): boolean {
  return program.type === 'Script' && /<!--|-->/.test(text)
}
