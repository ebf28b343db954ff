/** `use-cache/bun`: the plugin for Bun. */
import { transform } from '../index.ts'
import type { UseCacheOptions } from './host-project.ts'
import { plugin } from './unplugin.ts'
import { ofRuntime, type RuntimeBuild } from './unplugin/bun-runtime.ts'
import { isSecond, twice } from './unplugin/host.ts'

export type { UseCacheOptions } from './host-project.ts'

/** What `Bun.build` and `Bun.plugin` take. */
export interface BunPlugin {
  readonly name: string
  setup(build: object): void | Promise<void>
}

/**
 * Compiles the directive; it needs no options. For `Bun.build`, and for `Bun.plugin` in a preloaded module, which compiles what Bun runs.
 *
 * ```ts
 * await Bun.build({ entrypoints: ['src/main.ts'], target: 'bun', plugins: [useCache()] })
 * ```
 */
export const useCache: (options?: UseCacheOptions) => BunPlugin = (options) => {
  const self: BunPlugin = {
    name: 'use-cache',
    setup(build) {
      // Builds may share this object: what is known of one stands in a plugin of its own.
      const setup = (own: object): void | Promise<void> => (plugin.bun(options) as BunPlugin).setup(own)
      if ('config' in build && build.config) {
        const { plugins } = build.config as { readonly plugins?: readonly object[] }
        return isSecond(self, plugins) ? void process.stderr.write(`${twice}\n`) : setup(build)
      }
      // While it loads modules, Bun can't `require` an ES module that it does not know yet.
      for (const parser of ['babel', 'swc'] as const) loadReader(parser)
      return setup(ofRuntime(build as RuntimeBuild))
    },
  }
  return self
}

export default useCache

function loadReader(parser: 'babel' | 'swc'): void {
  try {
    transform("async function load() { 'use cache' }", { id: 'load.ts', parser })
  } catch {
    // SWC need not be there.
  }
}
