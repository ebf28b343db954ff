import { dirname, isAbsolute, join, resolve, sep } from 'node:path'
import { statSync } from 'node:fs'
import { isDynamicPattern } from 'tinyglobby'
import { foldersIn } from './find-files.ts'
import { rootFinder } from './project-root.ts'

/**
 * The folders in which something can happen that a check of the paths would see: those that it searches through, those of the files that are named, and those
 * up to each project's root, where configuration stands.
 */
export function watchedFolders(paths: readonly string[], cwd: string): ReadonlySet<string> {
  const folders = new Set([cwd])
  const rootOf = rootFinder(cwd)
  for (const path of paths) {
    const place = existing(resolve(cwd, isDynamicPattern(path) ? plainStart(path) : path))
    const searched = isFolder(place) ? foldersIn(place, cwd) : [dirname(place)]
    for (const folder of searched) folders.add(folder)
    const root = rootOf(join(place, 'any'))
    for (let at = dirname(place); at.startsWith(root); at = dirname(at)) {
      folders.add(at)
      if (dirname(at) === at) break
    }
  }
  return folders
}

/** The part of a pattern that names a folder: `src/app` of `src/app/**` and of `src/app/*.ts`. */
function plainStart(pattern: string): string {
  const steps = pattern.split('/')
  const plain = steps
    .slice(
      0,
      steps.findIndex((step) => isDynamicPattern(step)),
    )
    .join('/')
  return plain === '' && isAbsolute(pattern) ? sep : plain
}

/** The path, or the nearest one above it that is there. */
function existing(path: string): string {
  let at = path
  while (!statSync(at, { throwIfNoEntry: false }) && dirname(at) !== at) at = dirname(at)
  return at
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}
