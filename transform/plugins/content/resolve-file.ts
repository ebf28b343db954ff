/** Where a specifier leads, as TypeScript and Node see it, for hosts that do not say. */
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import { dirname, join, resolve as resolvePath } from 'node:path'
import { isDependency } from '../../module-id.ts'
import { findSource } from '../node/resolve.ts'
import { projectOf } from '../node/tsconfig.ts'

/** The file of the project that a specifier means: relative, an alias of `tsconfig.json`, or a package that lies in the project; else null. */
export function resolveFile(specifier: string, importer: string): string | null {
  const path = specifier.replace(/[?#].*$/, '') || specifier
  if (/^\.\.?(?:\/|$)/.test(path)) return projectFile(findSource(join(dirname(importer), path), importer))
  if (isBuiltin(path) || /^(?:next|use-cache)(?:\/|$)/.test(path)) return null
  if (path.startsWith('/')) return projectFile(findSource(path, importer))
  for (const alias of path.startsWith('#') ? [] : projectOf(importer).aliases(path)) {
    const file = findSource(resolvePath(alias), importer)
    if (file !== undefined) return projectFile(file)
  }
  return projectFile(byNode(specifier, importer))
}

/** What lies in `node_modules`, once links are followed, is a package of somebody else. */
export function projectFile(file: string | undefined): string | null {
  if (file === undefined) return null
  try {
    const path = realpathSync(file)
    return isDependency(path) ? null : path
  } catch {
    return null
  }
}

function byNode(specifier: string, importer: string): string | undefined {
  try {
    return createRequire(importer).resolve(specifier)
  } catch {
    return ofLinkedPackage(specifier, importer)
  }
}

/** What a package of the same repository gives to `import` only; packages of others need not be looked into. */
function ofLinkedPackage(specifier: string, importer: string): string | undefined {
  const manifest = isBarePackage.test(specifier) ? manifestOf(specifier, importer) : undefined
  if (manifest === undefined || projectFile(manifest) === null) return undefined
  const { exports } = JSON.parse(readFileSync(manifest, 'utf8')) as { exports?: Exports }
  const subpath = specifier.replace(/^(?:@[^/]+\/)?[^/]+/, '.')
  const entry = hasSubpaths(exports) ? exports[subpath] : subpath === '.' ? exports : undefined
  const target = targetOf(entry)
  return target === undefined ? undefined : join(dirname(manifest), target)
}

const isBarePackage = /^(?:@[^/]+\/)?[^./#][^/]*/

function manifestOf(specifier: string, importer: string): string | undefined {
  const name = isBarePackage.exec(specifier)![0]
  for (let at = dirname(importer); ; at = dirname(at)) {
    const manifest = join(at, 'node_modules', name, 'package.json')
    if (existsSync(manifest)) return manifest
    if (dirname(at) === at) return undefined
  }
}

type Exports = string | null | undefined | readonly Exports[] | { readonly [condition: string]: Exports }

function hasSubpaths(exports: Exports): exports is Readonly<Record<string, Exports>> {
  return typeof exports === 'object' && exports !== null && Object.keys(exports).every((key) => key.startsWith('.'))
}

function targetOf(entry: Exports): string | undefined {
  if (typeof entry === 'string') return entry
  if (typeof entry !== 'object' || entry === null) return undefined
  for (const [condition, value] of Object.entries(entry)) {
    const target = conditions.has(condition) || Array.isArray(entry) ? targetOf(value) : undefined
    if (target !== undefined) return target
  }
  return undefined
}

const conditions = new Set(['import', 'module-sync', 'node', 'default'])
