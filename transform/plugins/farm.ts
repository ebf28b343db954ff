/** `use-cache/farm`: the plugin for Farm. */
import type { JsPlugin } from '@farmfe/core'
import type { UseCacheOptions } from './host-project.ts'
import { plugin } from './unplugin.ts'

export type { UseCacheOptions } from './host-project.ts'

/**
 * Compiles the directive; it needs no options.
 *
 * ```ts
 * export default defineConfig({ plugins: [useCache()] })
 * ```
 */
export const useCache: (options?: UseCacheOptions) => JsPlugin = plugin.farm

export default useCache
