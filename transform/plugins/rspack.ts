/** `use-cache/rspack`: the plugin for Rspack. */
import type { Compiler } from '@rspack/core'
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
export const useCache: (options?: UseCacheOptions) => { apply(compiler: Compiler): void } = plugin.rspack

export default useCache
