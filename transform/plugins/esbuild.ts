/** `use-cache/esbuild`: the plugin for esbuild. */
import type { Plugin } from 'esbuild'
import type { UseCacheOptions } from './host-project.ts'
import { plugin } from './unplugin.ts'

export type { UseCacheOptions } from './host-project.ts'

/**
 * Compiles the directive; it needs no options.
 *
 * ```ts
 * await build({ entryPoints: ['src/main.ts'], bundle: true, platform: 'node', format: 'esm', plugins: [useCache()] })
 * ```
 */
export const useCache: (options?: UseCacheOptions) => Plugin = plugin.esbuild

export default useCache
