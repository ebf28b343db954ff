import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Finds the root that a file's ids are relative to: the nearest folder with a `package.json` at or above it, else `fallback`. */
export function rootFinder(fallback: string): (file: string) => string {
  const known = new Map<string, string>()
  const rootOf = (folder: string): string => {
    let root = known.get(folder)
    if (root === undefined) {
      const parent = dirname(folder)
      root = existsSync(join(folder, 'package.json')) ? folder : parent === folder ? fallback : rootOf(parent)
      known.set(folder, root)
    }
    return root
  }
  return (file) => rootOf(dirname(file))
}
