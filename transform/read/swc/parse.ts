import { createRequire } from 'node:module'
import type { ParseOptions } from '@swc/core'
import { languageOf } from '../../module-id.ts'
import { markLength, offsets } from './offsets.ts'
import type { Text } from './string.ts'
import type { Program } from './tree.ts'
import { skipTrivia } from '../tokens.ts'

export interface Parsed extends Text {
  readonly program: Program
}

/** Parses as a module; when that fails, as a script; null when that fails, too. */
export function parse(text: string, id: string): Parsed | null {
  const options = optionsFor(id)
  return attempt(text, options, true) ?? attempt(text, options, false)
}

function attempt(text: string, options: ParseOptions, isModule: boolean): Parsed | null {
  const { parseSync } = swc()
  try {
    const program = parseSync(text, Object.assign({ isModule }, options)) as unknown as Program // its types do not know `isModule`
    return { program, text, offsets: offsets(text, originOf(text, program)) }
  } catch (error) {
    if (!(error instanceof Error) || !error.message.includes('Syntax Error')) throw error
    return null
  }
}

/**
 * SWC's position of the text's first byte, which the program's own begins with a hashbang, or else with the first token. (Programs
 * that are parsed one after another may continue each other's positions.)
 */
function originOf(text: string, program: Program): number {
  const start = markLength(text)
  const first = text.startsWith('#!', start) ? start : skipTrivia(text, start)
  return program.span.start - Buffer.byteLength(text.slice(start, first))
}

function optionsFor(id: string): ParseOptions {
  const extension = languageOf(id) ?? 'tsx'
  if (extension.includes('t'))
    return { syntax: 'typescript', tsx: extension === 'tsx', decorators: true, target: 'esnext' }
  const proposals = {
    decorators: true,
    decoratorsBeforeExport: true,
    autoAccessors: true,
    explicitResourceManagement: true,
    allowReturnOutsideFunction: true,
  }
  return { syntax: 'ecmascript', jsx: true, target: 'esnext', ...proposals }
}

let loaded: typeof import('@swc/core') | undefined

function swc(): typeof import('@swc/core') {
  try {
    return (loaded ??= createRequire(import.meta.url)('@swc/core') as typeof import('@swc/core'))
  } catch (cause) {
    throw new Error("Reading modules with SWC needs the package `@swc/core`: install it, or use `parser: 'babel'`.", {
      cause,
    })
  }
}
