import type { LoadFnOutput } from 'node:module'
import { hashbangEnd, skipTrivia } from '../../read/tokens.ts'

const isNeeded = Number.parseInt(process.versions.node, 10) < 24

/**
 * On Node 22, a CommonJS module that was *imported* while hooks are registered gets a `require` that asks no resolve hook and fails on ES
 * modules. This gives it the one that every other CommonJS module has; later Nodes need nothing.
 */
export function withOwnRequire(loaded: LoadFnOutput, conditions: readonly string[]): LoadFnOutput {
  // Node 22 says a Set where it requires.
  if (!isNeeded || loaded.format !== 'commonjs' || ![...conditions].includes('import') || loaded.source == null) {
    return loaded
  }
  const code = textOf(loaded.source)
  const strict = isStrict(code) ? '"use strict"; ' : ''
  const source = `${strict}require = module.constructor.createRequire(__filename); ${code.replace(/^#!/, '//')}`
  return { ...loaded, source, shortCircuit: true }
}

/** Whether a CommonJS module begins with `'use strict'`. */
export function isStrict(code: string): boolean {
  const start = skipTrivia(code, hashbangEnd(code))
  return code.startsWith("'use strict'", start) || code.startsWith('"use strict"', start)
}

/** A source as text, its byte-order mark included. */
export function textOf(source: NonNullable<LoadFnOutput['source']>): string {
  return typeof source === 'string' ? source : new TextDecoder('utf-8', { ignoreBOM: true }).decode(source)
}
