import { createRequire } from 'node:module'
import { complaintAbout } from './supported-hosts.ts'

type Swc = typeof import('@swc/core')

let loaded: Swc | undefined

/** `@swc/core`, which is an optional peer. `purpose` begins what is said where it is not installed: `use-cache/swc runs @swc/core`. Throws for a release that is not supported, too. */
export function loadSwc(purpose: string): Swc {
  return (loaded ??= load(purpose))
}

function load(purpose: string): Swc {
  let swc: Swc
  try {
    swc = createRequire(import.meta.url)('@swc/core') as Swc
  } catch (cause) {
    throw new Error(`${purpose}: run \`npm install --save-dev @swc/core\`.`, { cause })
  }
  const complaint = complaintAbout('@swc/core', swc.version)
  if (complaint !== undefined) throw new Error(complaint)
  return swc
}
