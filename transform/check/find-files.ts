import { readdirSync, statSync, type Dirent } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { globSync, isDynamicPattern } from 'tinyglobby'
import { ignoreRules, noRules, type IgnoreRules } from './ignored.ts'
import { problem, refusal, type Problem } from './problem.ts'

export interface FoundFiles {
  /** Absolute paths, each once, in the order of the paths asked for and then of their names. */
  readonly files: readonly string[]
  /** Those that were asked for by their own name. */
  readonly named: ReadonlySet<string>
  readonly problems: readonly Problem[]
}

/** What the compiler can read. Declaration files hold no code. */
const source = /\.[cm]?[jt]sx?$/
const declaration = /\.d\.(?:[^./\\]+\.)?[cm]?ts$/
const extensions = '.ts, .tsx, .mts, .cts, .js, .jsx, .mjs or .cjs'
/** Why other files are not compiled, after their name. */
export const notSource: string = `not a JavaScript or TypeScript file; its name must end in ${extensions}.`
const neverEntered: ReadonlySet<string> = new Set(['node_modules', '.git'])

/**
 * The source files that paths (files, folders, glob patterns; relative to `cwd`) stand for.
 *
 * Folders are searched through, except for what git ignores, `node_modules`, and symbolic links. A file or folder that is named
 * itself is looked at whatever `.gitignore` says.
 */
export function findFiles(paths: readonly string[], cwd: string): FoundFiles {
  const files = new Set<string>()
  const named = new Set<string>()
  const problems: Problem[] = []
  const fail = (message: string): readonly string[] => {
    problems.push(problem(message))
    return []
  }

  const expand = (path: string): readonly string[] => {
    const absolute = resolve(cwd, path)
    const kind = kindOf(absolute)
    if (kind === 'folder')
      return searchNamed(absolute, cwd, (folder, reason) =>
        fail(`${relative(cwd, folder) || '.'}: this folder can't be read: ${reason}.`),
      )
    if (kind === 'file') {
      if (!isSource(path)) return fail(`${path}: ${notSource}`)
      named.add(absolute)
      return [absolute]
    }
    if (!isDynamicPattern(path)) return fail(`${path}: can't be checked: ${kind.refusal}.`)
    const found = matching(path, cwd)
    return found.length > 0 ? found : fail(`${path}: no file matches this pattern.`)
  }

  for (const path of paths) {
    const known = problems.length
    const found = expand(path)
    for (const file of found) files.add(file)
    if (found.length === 0 && problems.length === known)
      fail(`${path}: no files to check. They must end in ${extensions}, and git must not ignore them.`)
  }
  return { files: [...files], named, problems }
}

export function isSource(path: string): boolean {
  return source.test(path)
}

function kindOf(path: string): 'file' | 'folder' | { readonly refusal: string } {
  try {
    const found = statSync(path)
    if (found.isDirectory()) return 'folder'
    return found.isFile() ? 'file' : { refusal: 'it is neither a file nor a folder' }
  } catch (error) {
    return { refusal: refusal(error) }
  }
}

type Unreadable = (folder: string, reason: string) => void

function searchNamed(folder: string, cwd: string, unreadable: Unreadable): string[] {
  const files: string[] = []
  search(folder, rulesOfNamed(folder, cwd), files, unreadable)
  return files
}

/** What is named itself is searched even where git ignores it. */
function rulesOfNamed(folder: string, cwd: string): IgnoreRules {
  return ignoreRules(folder, cwd) ?? noRules.within(folder)
}

/** The folder, and all those in it that a search enters. */
export function foldersIn(folder: string, cwd: string): readonly string[] {
  const folders: string[] = []
  const enter = (folder: string, rules: IgnoreRules): void => {
    folders.push(folder)
    for (const entry of entriesOf(folder, () => {})) {
      const path = join(folder, entry.name)
      if (entry.isDirectory() && isEntered(entry, path, rules)) enter(path, rules.within(path))
    }
  }
  enter(folder, rulesOfNamed(folder, cwd))
  return folders
}

function isEntered(entry: Dirent, path: string, rules: IgnoreRules): boolean {
  return !neverEntered.has(entry.name) && !rules.ignores(path, true)
}

function search(folder: string, rules: IgnoreRules, files: string[], unreadable: Unreadable): void {
  for (const entry of entriesOf(folder, unreadable)) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) {
      if (isEntered(entry, path, rules)) search(path, rules.within(path), files, unreadable)
    } else if (
      entry.isFile() &&
      source.test(entry.name) &&
      !declaration.test(entry.name) &&
      !rules.ignores(path, false)
    ) {
      files.push(path)
    }
  }
}

function entriesOf(folder: string, unreadable: Unreadable): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    unreadable(folder, refusal(error))
    return []
  }
}

function matching(pattern: string, cwd: string): string[] {
  const ignore = [...neverEntered].map((name) => `**/${name}/**`)
  const found = globSync(pattern, {
    cwd,
    ignore,
    absolute: true,
    dot: true,
    followSymbolicLinks: false,
    expandDirectories: false,
  })
  const rules = new Map<string, IgnoreRules | null>()
  const isIgnored = (path: string): boolean => {
    const folder = dirname(path)
    if (!rules.has(folder)) rules.set(folder, ignoreRules(folder, cwd))
    return rules.get(folder)?.ignores(path, false) ?? true
  }
  return found.filter((path) => source.test(path) && !declaration.test(path) && !isIgnored(path)).sort()
}
