/** Text → oxc's syntax tree, in the shape of Babel's. */
import type { ParserOptions, Program } from 'oxc-parser'
import { languageOf } from '../../module-id.ts'
import { loadOxc } from './load.ts'
import { nestsTooDeeply } from '../swc/nesting.ts'
import { inBabelsShape } from './shape.ts'
import type * as t from '@babel/types'

/** What `read` makes of the tree of a module; null if oxc cannot be trusted with the text, or finds anything wrong with it. */
export function parseWith<T>(text: string, id: string, read: (program: t.Program) => T): T | null {
  // Half of a surrogate pair is no character in UTF-8, and would not come back.
  if (!text.isWellFormed() || (text.length > longestWithoutCare && nestsTooDeeply(text))) return null
  const oxc = loadOxc()
  const { program, errors, comments } = oxc.parseSync('module', text, optionsFor(id, oxc))
  try {
    return errors.length === 0 ? read(inBabelsShape(program, text)) : null
  } finally {
    release(program, comments)
  }
}

/** Shorter texts cannot nest so deeply that oxc, which recurses on the native stack, would end the process: measured with 35 constructs in a thread of Node. */
const longestWithoutCare = 4000

/** oxc's answers live until the next full collection of garbage, with all that they hold: so they are left with nothing. */
function release(program: Program, comments: unknown[]): void {
  program.body = []
  comments.length = 0
}

/** JavaScript may hold JSX whatever its extension. One kind of tree for all, so that the engine meets one kind of objects. */
function optionsFor(id: string, { rawTransferSupported }: typeof import('oxc-parser')): ParserOptions {
  const extension = languageOf(id) ?? 'tsx'
  const lang = extension === 'tsx' ? 'tsx' : extension.includes('t') ? 'ts' : 'jsx'
  // Not in its types: where it is possible, the tree is handed over in memory and not as JSON.
  const raw = { experimentalRawTransfer: rawTransferSupported() }
  return { lang, sourceType: 'module', astType: 'ts', showSemanticErrors: true, ...raw }
}
