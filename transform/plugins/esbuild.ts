/** `use-cache/esbuild`: the plugin for esbuild. */
import type { Plugin } from 'esbuild'
import type { UseCacheOptions } from './host-project.ts'
import { plugin } from './unplugin.ts'
import { leavingOthers } from './unplugin/esbuild-like.ts'
import { isSecond, twice } from './unplugin/host.ts'

export type { UseCacheOptions } from './host-project.ts'

/**
 * Compiles the directive; it needs no options.
 *
 * ```ts
 * await build({ entryPoints: ['src/main.ts'], bundle: true, platform: 'node', format: 'esm', plugins: [useCache()] })
 * ```
 */
export const useCache: (options?: UseCacheOptions) => Plugin = (options) => {
  const self: Plugin = {
    name: 'use-cache',
    // Builds may share this object: what is known of one stands in a plugin of its own.
    setup: (build) =>
      isSecond(self, build.initialOptions.plugins)
        ? build.onStart(() => ({ warnings: [{ text: twice }] }))
        : plugin.esbuild(options).setup(leavingOthers(build)),
  }
  return self
}

export default useCache
