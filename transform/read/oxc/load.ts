import { createRequire } from 'node:module'

type Oxc = typeof import('oxc-parser')

/** The versions whose trees we know: 0.154 to 0.159. */
const oldest = 154
const newest = 159

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
    const minor = Number(/^0\.(\d+)\./.exec(version)?.[1])
    return minor >= oldest && minor <= newest && loadOxc() !== undefined
  } catch {
    return false
  }
}
