/** `use-cache/rollup`: the plugin for Rollup. */
import type { Plugin } from 'rollup'
import type { UseCacheOptions } from './host-project.ts'
import { plugin } from './unplugin.ts'

export type { UseCacheOptions } from './host-project.ts'

/**
 * Compiles the directive; it needs no options.
 *
 * ```ts
 * export default { input: 'src/main.js', plugins: [useCache()] }
 * ```
 */
export const useCache: (options?: UseCacheOptions) => Plugin = plugin.rollup

export default useCache
