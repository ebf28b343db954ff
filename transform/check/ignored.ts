import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import ignore, { type Ignore } from 'ignore'

/** The `.gitignore` files that have a say inside one folder. */
export interface IgnoreRules {
  /** Whether git ignores a file, or a folder (`folder: true`), of that folder. */
  ignores(path: string, folder: boolean): boolean
  /** The rules inside a folder of that folder: these, and those of its own `.gitignore`. */
  within(folder: string): IgnoreRules
}

interface RuleFile {
  readonly folder: string
  readonly rules: Ignore
}

/** No rules yet. */
export const noRules: IgnoreRules = rules([])

/**
 * The rules inside `folder`: those of every `.gitignore` from the repository's root down to it. Outside a repository the first one is
 * that of `cwd`, or of `folder` itself where `cwd` does not enclose it. Null when git ignores the folder.
 */
export function ignoreRules(folder: string, cwd: string): IgnoreRules | null {
  let known = noRules
  for (const [depth, step] of steps(folder, cwd).entries()) {
    if (depth > 0 && known.ignores(step, true)) return null
    known = known.within(step)
  }
  return known
}

/** The folders from the outermost that matters down to `folder`. */
function steps(folder: string, cwd: string): string[] {
  const up = [folder]
  for (let at = folder; !existsSync(join(at, '.git')); at = up[0]!) {
    if (dirname(at) === at) return up.slice(Math.max(0, up.indexOf(up.includes(cwd) ? cwd : folder)))
    up.unshift(dirname(at))
  }
  return up
}

/** `files`: the deepest folder's first; the first with an opinion decides. */
function rules(files: readonly RuleFile[]): IgnoreRules {
  return {
    ignores(path, folder) {
      for (const file of files) {
        const local = relative(file.folder, path).split(sep).join('/')
        const { ignored, unignored } = file.rules.test(folder ? `${local}/` : local)
        if (ignored || unignored) return ignored
      }
      return false
    },
    within(folder) {
      const text = readRules(join(folder, '.gitignore'))
      return text === null ? this : rules([{ folder, rules: ignore().add(text) }, ...files])
    },
  }
}

function readRules(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
