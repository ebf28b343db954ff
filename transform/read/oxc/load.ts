import { createRequire } from 'node:module'

type Oxc = typeof import('oxc-parser')

let loaded: Oxc | undefined
let isAtHand: boolean | undefined

/** @throws Error that says what to install */
export function loadOxc(): Oxc {
  try {
    return (loaded ??= createRequire(import.meta.url)('oxc-parser') as Oxc)
  } catch (cause) {
    throw new Error("Reading modules with oxc needs the package `oxc-parser`: install it, or use `parser: 'babel'`.", {
      cause,
    })
  }
}

/** True if oxc is installed in a version whose trees we know, and can hand them over in memory: where it can't, Babel is as fast. */
export function isOxcAtHand(): boolean {
  return (isAtHand ??= isKnown() && loadOxc().rawTransferSupported())
}

/** Other tools install it too, in versions of their own. */
function isKnown(): boolean {
  try {
    const { version } = createRequire(import.meta.url)('oxc-parser/package.json') as { readonly version: string }
    return version.startsWith('0.159.') && loadOxc() !== undefined
  } catch {
    return false
  }
}
