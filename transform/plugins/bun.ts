/** `use-cache/bun`: the plugin for Bun. */
import type { UseCacheOptions } from './host-project.ts'
import { plugin } from './unplugin.ts'

export type { UseCacheOptions } from './host-project.ts'

/** What `Bun.build` and `Bun.plugin` take. */
export interface BunPlugin {
  readonly name: string
  setup(build: object): void | Promise<void>
}

/**
 * Compiles the directive; it needs no options.
 *
 * ```ts
 * await Bun.build({ entrypoints: ['src/main.ts'], target: 'bun', plugins: [useCache()] })
 * ```
 */
export const useCache: (options?: UseCacheOptions) => BunPlugin = plugin.bun as never

export default useCache
