/**
 * Specifiers as TypeScript users write them: `./x.js` for `x.ts`, `./x` without an extension, `./folder` for its index, the `paths` of
 * tsconfig. What Node resolves by itself stays Node's; code in node_modules gets nothing but Node.
 */
import { realpathSync, statSync } from 'node:fs'
import type { ResolveHookSync } from 'node:module'
import { dirname, extname, join, resolve as resolvePath } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { isDependency } from '../../module-id.ts'
import { standIn } from '../next-imports.ts'
import { projectOf } from './tsconfig.ts'

export const resolve: ResolveHookSync = (specifier, context, nextResolve) => {
  const file = context.parentURL?.startsWith('file:') && findFile(specifier, fileURLToPath(context.parentURL))
  if (file) return { url: pathToFileURL(file).href + query(specifier), shortCircuit: true }
  try {
    return nextResolve(specifier, context)
  } catch (error) {
    // Where `next` is not installed, its imports mean ours.
    const ours = standIn(specifier)
    if (ours === undefined || !isNotFound(error)) throw error
    return { url: import.meta.resolve(ours), shortCircuit: true }
  }
}

function isNotFound(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  return code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND'
}

/** The file that a specifier means, if Node would not find it or would find another. */
function findFile(specifier: string, importer: string): string | undefined {
  if (isDependency(importer)) return undefined
  const path = specifier.replace(/[?#].*$/, '')
  if (/^\.\.?(?:\/|$)/.test(path)) return relative(join(dirname(importer), decodeURI(path)), importer)
  if (path.startsWith('/') || path.startsWith('#') || path.includes(':')) return undefined
  for (const alias of projectOf(importer).aliases(path)) {
    const file = findSource(resolvePath(alias), importer)
    if (file !== undefined) return realpathSync(file)
  }
  return undefined
}

function relative(path: string, importer: string): string | undefined {
  const file = findSource(path, importer)
  return file === undefined || file === path ? undefined : realpathSync(file)
}

/** The file that TypeScript finds at a path. To an importer in TypeScript `./x.js` is `x.ts` when both exist, as it is for the type checker. */
export function findSource(path: string, importer: string): string | undefined {
  const extension = extname(path)
  const sources = (sourceExtensions[extension] ?? []).map((other) => path.slice(0, -extension.length) + other)
  const candidates = isTypeScript.test(importer) ? [...sources, path] : [path, ...sources]
  const implied = ['', '/index'].flatMap((end) => impliedExtensions.map((implied) => path + end + implied))
  return [...candidates, ...implied].find(isFile)
}

const sourceExtensions: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
}
const impliedExtensions = ['.ts', '.tsx', '.js', '.jsx']

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}

const isTypeScript = /\.[cm]?tsx?$/

function query(specifier: string): string {
  return /[?#].*$/.exec(specifier)?.[0] ?? ''
}
