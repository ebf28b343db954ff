/** `use-cache/rolldown`: the plugin for Rolldown. */
import type { Plugin } from 'rolldown'
import type { UseCacheOptions } from './host-project.ts'
import { plugin } from './unplugin.ts'

export type { UseCacheOptions } from './host-project.ts'

/**
 * Compiles the directive; it needs no options.
 *
 * ```ts
 * export default defineConfig({ input: 'src/main.ts', platform: 'node', plugins: [useCache()] })
 * ```
 */
export const useCache: (options?: UseCacheOptions) => Plugin = plugin.rolldown

export default useCache
