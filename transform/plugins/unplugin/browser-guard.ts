import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { ConfiguredOptions } from '../../../config/compiler-options.ts'
import { transform, type CachedFunction } from '../../index.ts'
import { languageOf, moduleId, pathOf, unescaped } from '../../module-id.ts'
import { isOwnCode } from '../own-code.ts'
import type { Host } from './host.ts'
import type { Compilation } from './compilation.ts'

/**
 * Refuses cached functions in what a browser runs. It looks at modules after all loaders, so that a framework may first take out its server
 * functions. Nothing is compiled for browsers.
 */
export function refuseInBrowser(host: Host, compilation: Compilation, options: () => ConfiguredOptions): void {
  compilation.hooks.finishModules.tap('use-cache', (modules) => {
    for (const module of modules) {
      const code = module.originalSource()?.source().toString()
      if (code === undefined || module.resource === undefined || !code.includes('use cache')) continue
      const resource = unescaped(module.resource)
      if (isOwnCode(resource)) continue
      const functions = functionsLeft(code, moduleId(resource, host.root), host.root, options())
      const importer = compilation.moduleGraph.getIssuer(module)?.resource
      if (functions.length > 0) compilation.errors.push(new Error(refusal(host.root, resource, functions, importer)))
    }
  })
}

/** By the names and lines that their author gave them. */
function functionsLeft(
  code: string,
  file: string,
  root: string,
  options: ConfiguredOptions,
): readonly CachedFunction[] {
  const left = transform(code, { ...options, id: 'client.js' })
  if (left.functions.length === 0 && left.diagnostics.length === 0) return []
  const { functions } = transform(textOf(file) ?? code, { ...options, id: file, root })
  const names = new Set(left.functions.map(({ name }) => name))
  const named = functions.filter(({ name }) => names.has(name))
  // What was made of async functions for old browsers is not async, and has no names.
  return left.diagnostics.length === 0 && named.length > 0 ? named : functions
}

/** The module as its author wrote it; undefined for what is no file of its own. */
export function textOf(file: string): string | undefined {
  if (languageOf(pathOf(file, '')) === undefined) return undefined
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** What is said about cached functions that a browser would get. */
export function refusal(
  root: string,
  file: string,
  functions: readonly Pick<CachedFunction, 'name' | 'line'>[],
  importer?: string,
): string {
  return [
    reachBrowser,
    `  ${namesWithPlaces(root, file, functions)}${importer === undefined ? '' : `, imported by ${relative(root, importer)}`}`,
    'Call them on the server and send their results, or let this build be one for servers: `target: "node"` in webpack and Rspack, `target: "bun"` in Bun, `platform: "node"` in esbuild and Rolldown, `targetEnv: "library-node"` in Farm.',
  ].join('\n')
}

/** How it begins. */
export const reachBrowser = 'Cached functions run on the server only, and these would reach the browser:'

/** `getPrice (src/prices.ts:3), getStock (src/prices.ts:9)` */
export function namesWithPlaces(
  root: string,
  file: string,
  functions: readonly Pick<CachedFunction, 'name' | 'line'>[],
): string {
  return functions.map(({ name, line }) => `${name} (${relative(root, file)}:${line})`).join(', ')
}
