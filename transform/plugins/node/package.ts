/** What the nearest `package.json` says. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** The directory of the nearest `package.json` at or above `directory`; without one, `directory` itself. Function ids are relative to it, so it is absolute. */
export function projectRoot(directory: string): string {
  const from = resolve(directory)
  const manifest = nearestManifest(from)
  return manifest === undefined ? from : dirname(manifest)
}

/** The nearest `package.json` at or above a directory. Node's own `findPackageJSON` is not everywhere. */
export function nearestManifest(directory: string): string | undefined {
  for (let at = directory; ; at = dirname(at)) {
    const manifest = join(at, 'package.json')
    if (existsSync(manifest)) return manifest
    if (dirname(at) === at) return undefined
  }
}

/** The name of the package that a directory belongs to; undefined for one without a name. */
export function packageName(directory: string): string | undefined {
  const manifest = nearestManifest(directory)
  const { name } = manifest === undefined ? {} : (JSON.parse(readFileSync(manifest, 'utf8')) as { name?: unknown })
  return typeof name === 'string' && name !== '' ? name : undefined
}

/** How a file's extension and package want it to be loaded; undefined where its syntax decides. */
export function declaredFormat(file: string): 'module' | 'commonjs' | undefined {
  if (/\.m[jt]s$/.test(file)) return 'module'
  if (/\.c[jt]s$/.test(file)) return 'commonjs'
  const path = nearestManifest(dirname(file))
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
