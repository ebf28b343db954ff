/** `use-cache/webpack`: the plugin for webpack. */
import type { Compiler } from 'webpack'
import type { UseCacheOptions } from './host-project.ts'
import { plugin } from './unplugin.ts'

export type { UseCacheOptions } from './host-project.ts'

/**
 * Compiles the directive; it needs no options.
 *
 * ```ts
 * export default { target: 'node', plugins: [useCache()] }
 * ```
 */
export const useCache: (options?: UseCacheOptions) => { apply(compiler: Compiler): void } = plugin.webpack

export default useCache
