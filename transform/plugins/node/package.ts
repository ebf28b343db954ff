/** What the nearest `package.json` says. */
import { existsSync, readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** The directory of the nearest `package.json` at or above `directory`; without one, `directory` itself. Function ids are relative to it. */
export function projectRoot(directory: string): string {
  for (let at = directory; ; at = dirname(at)) {
    if (existsSync(join(at, 'package.json'))) return at
    if (dirname(at) === at) return directory
  }
}

/** How a file's extension and package want it to be loaded; undefined where its syntax decides. */
export function declaredFormat(file: string): 'module' | 'commonjs' | undefined {
  if (/\.m[jt]s$/.test(file)) return 'module'
  if (/\.c[jt]s$/.test(file)) return 'commonjs'
  const path = findPackageJSON(pathToFileURL(file))
  return path === undefined ? undefined : packageType(path)
}

const types = new Map<string, 'module' | 'commonjs' | undefined>()

function packageType(path: string): 'module' | 'commonjs' | undefined {
  if (!types.has(path)) {
    const { type } = JSON.parse(readFileSync(path, 'utf8')) as { type?: unknown }
    types.set(path, type === 'module' || type === 'commonjs' ? type : undefined)
  }
  return types.get(path)
}
