/** Where a specifier leads, by the host's own word. */
import { dirname } from 'node:path'
import type { PluginContext } from 'rollup'
import type { UnpluginBuildContext } from 'unplugin'
import { pathOf } from '../../module-id.ts'
import type { Resolve } from '../compile-module.ts'
import { projectFile, resolveFile } from '../content/resolve-file.ts'
import { isOwnCode } from '../own-code.ts'

export function resolverOf(context: UnpluginBuildContext): Resolve {
  const ask = askerOf(context)
  return async (specifier, importer) => {
    if (/^(?:node:|use-cache(?:\/|$))/.test(specifier)) return null
    const found = await ask(specifier, importer).catch(() => undefined)
    // Hosts leave to plugins what only TypeScript knows.
    if (found === undefined) return resolveFile(specifier, importer)
    return found === null || isOwnCode(found) ? null : projectFile(pathOf(found, dirname(importer)))
  }
}

/** Null: it stays outside. Undefined: the host knows nothing. */
type Ask = (specifier: string, importer: string) => Promise<string | null | undefined>

function askerOf(context: UnpluginBuildContext): Ask {
  const native = context.getNativeBuildContext?.()
  if (native === undefined) {
    return async (specifier, importer) => {
      const found = await (context as unknown as PluginContext).resolve(specifier, importer, { skipSelf: true })
      return found?.external ? null : found?.id
    }
  }
  if (native.framework === 'esbuild') {
    return async (specifier, importer) => {
      const found = await native.build.resolve(specifier, {
        importer,
        resolveDir: dirname(importer),
        kind: 'import-statement',
      })
      return found.errors.length > 0 ? undefined : found.external ? null : found.path
    }
  }
  if (native.framework === 'webpack' || native.framework === 'rspack') {
    const resolve = native.loaderContext!.getResolve({ dependencyType: 'esm' })
    return async (specifier, importer) => (await resolve(dirname(importer), specifier)) || undefined
  }
  return () => Promise.resolve(undefined)
}
