import type { FunctionFact } from '../facts.ts'
import { pathOf } from '../module-id.ts'

/**
 * A stable id for each of a module's cached functions and wrapped exports: the module's path from the project root, `#`, and the (qualified)
 * name, with an ordinal (`:2`) only where an earlier one has the id. It does not move when an unrelated function is inserted above.
 *
 * `src/repo.ts` with `class Repo { static async find() {} }` → `src/repo.ts#Repo.find`
 */
export function identify(module: string, names: readonly string[]): string[] {
  const ids = new Set<string>()
  const ordinals = new Map<string, number>()
  for (const name of names) {
    let ordinal = ordinals.get(name) ?? 1
    let id = `${module}#${name}${ordinal === 1 ? '' : `:${ordinal}`}`
    while (ids.has(id)) id = `${module}#${name}:${++ordinal}`
    ordinals.set(name, ordinal)
    ids.add(id)
  }
  return [...ids]
}

/** `Repo.find`, `GET.get`, `default`; `anonymous` stands for a function without a name. */
export function qualifiedName(fact: FunctionFact): string {
  return fact.path.map((name) => name || 'anonymous').join('.') || 'anonymous'
}

/** A module's path from the project root with POSIX separators, also in the name of a virtual one; query strings (`?v=1`) and `file:` prefixes are left out. */
export function modulePath(id: string, root: string): string {
  const base = posix(root).replace(/\/+$/, '')
  const path = pathOf(posix(id.replace(/^\0|^file:\/\//, '')), base)
  const at = base === '' ? -1 : path.indexOf(`${base}/`)
  if (at === 0 || path[at - 1] === ':') return path.slice(0, at) + path.slice(at + base.length + 1)
  if (!isAbsolute(path) || !isAbsolute(base)) return path.replace(/^\.\//, '')
  return climb(base.split('/'), path.split('/'))
}

function climb(from: readonly string[], to: readonly string[]): string {
  let common = 0
  while (common < from.length && from[common] === to[common]) common++
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/')
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:\//.test(path)
}

function posix(path: string): string {
  return path.replaceAll('\\', '/')
}
