import { compilerOptionsIn } from '../../config/compiler-options.ts'
import type { CompilerOptions } from './check-module.ts'
import { rootFinder } from './project-root.ts'

/** The project that a file belongs to, and how that is compiled. */
export interface Placement {
  readonly root: string
  readonly options: CompilerOptions
}

/** Says of files where they belong. `flags` win over the configuration of each project; outside of any, `cwd` is the root. */
export function placements(cwd: string, flags: CompilerOptions): (path: string) => Placement {
  const rootOf = rootFinder(cwd)
  const known = new Map<string, Placement>()
  return (path) => {
    const root = rootOf(path)
    let placement = known.get(root)
    if (placement === undefined) known.set(root, (placement = { root, options: compilerOptionsIn(root, flags) }))
    return placement
  }
}
