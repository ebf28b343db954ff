/**
 * `use-cache/vite`: compiles the directive in dev, in builds and in Vitest, in every environment that runs on a server. A cached
 * function that reaches a client bundle is an error.
 */
import type { EnvironmentOptions, Plugin, Rolldown } from 'vite'
import type { Config } from '../../config/index.ts'
import { compilerOptions } from '../../config/compiler-options.ts'
import { loadConfig } from '../../config/load.ts'
import { routeFile, transform, worthReading, type TransformOptions } from '../index.ts'
import { isOwnCode } from './own-code.ts'
import { clientGuard } from './vite/client-guard.ts'
import { configuredProfiles, profilesModule } from './vite/configured-profiles.ts'
import { devVersions } from './vite/dev-versions.ts'
import { runsOnServer } from './vite/environment.ts'
import { notSource, pathOf, source } from './vite/module-id.ts'
import { report } from './vite/report.ts'

/** Options of the Vite plugin; they are the compiler's, and win over `use-cache.config.ts`. */
export type UseCacheOptions = Pick<
  TransformOptions,
  'kinds' | 'profiles' | 'cacheComponents' | 'appDirectory' | 'parser' | 'severities'
>

/**
 * The Vite plugin; it needs no options.
 *
 * ```ts
 * import { defineConfig } from 'vite'
 * import useCache from 'use-cache/vite'
 *
 * export default defineConfig({ plugins: [useCache()] })
 * ```
 */
export function useCache(options: UseCacheOptions = {}): Plugin[] {
  const settings: Settings = { compiler: options, cacheLife: undefined }
  return [
    configuration(settings, options),
    compiler(settings),
    configuredProfiles(() => settings.cacheLife ?? {}),
    nextImports(),
    routeFiles(settings),
    clientGuard(settings),
  ]
}

export default useCache

/** What the plugins go by, once the project is known. */
interface Settings {
  compiler: UseCacheOptions
  cacheLife: Config['cacheLife']
}

/** Reads `use-cache.config.ts`; a dev server starts anew when it changes. */
function configuration(settings: Settings, options: UseCacheOptions): Plugin {
  return {
    name: 'use-cache:config',
    enforce: 'pre',
    configResolved({ root, configFileDependencies }) {
      const { config, file } = loadConfig(root)
      settings.compiler = compilerOptions(config, options)
      settings.cacheLife = config.cacheLife
      if (file !== undefined) configFileDependencies.push(file)
    },
  }
}

function compiler(settings: Settings): Plugin {
  const versions = devVersions()
  return {
    name: 'use-cache',
    enforce: 'pre',
    applyToEnvironment: runsOnServer,
    configEnvironment: {
      order: 'post',
      handler: (name, config, { command }) =>
        isServer(name, config.consumer) ? oneRuntime(command, config.resolve?.noExternal) : undefined,
    },
    transform: {
      filter: { id: { include: source, exclude: notSource }, code: worthReading },
      handler(code, id) {
        if (isOwnCode(id)) return undefined
        const { mode, name, config } = this.environment
        const version = mode === 'dev' ? { version: versions.of(name, id, code) } : {}
        const options = { ...settings.compiler, ...version, id: pathOf(id), root: config.root }
        const compiled = compile(this, code, options)
        if (compiled === undefined || settings.cacheLife === undefined) return compiled
        // At the end, where it moves nothing; imports are evaluated first all the same.
        return { ...compiled, code: `${compiled.code}\nimport '${profilesModule}'\n` }
      },
    },
    hotUpdate({ modules }) {
      versions.advance(this.environment, modules)
    },
  }
}

/**
 * Where `next` is not installed, its imports mean ours. A module that hands ours on keeps the import bare, so that dev servers load one copy
 * of the runtime for it and for compiled code.
 */
function nextImports(): Plugin {
  const standIn = '\0use-cache:imported:'
  return {
    name: 'use-cache:next-imports',
    enforce: 'pre',
    applyToEnvironment: runsOnServer,
    resolveId: {
      filter: { id: /^next\/(?:cache|server|headers|navigation|og)$/ },
      async handler(id, importer, settings) {
        return (await this.resolve(id, importer, { ...settings, skipSelf: true })) ?? standIn + id
      },
    },
    load: {
      filter: { id: new RegExp(`^${standIn}`) },
      handler: (id) => `export * from '${id.slice(standIn.length).replace('next', 'use-cache').replace('/cache', '')}'`,
    },
  }
}

/** The rules of route files hold where nothing is cached, too. */
function routeFiles(settings: Settings): Plugin {
  return {
    name: 'use-cache:route-files',
    enforce: 'pre',
    applyToEnvironment: runsOnServer,
    transform: {
      filter: { id: { include: routeFile, exclude: notSource } },
      handler(code, id) {
        return worthReading.test(code)
          ? undefined
          : compile(this, code, { ...settings.compiler, id: pathOf(id), root: this.environment.config.root })
      },
    },
  }
}

function compile(
  context: Rolldown.PluginContext,
  text: string,
  options: TransformOptions,
): { code: string; map: string } | undefined {
  const { code, map, diagnostics } = transform(text, options)
  report(context, diagnostics, text)
  return map === null ? undefined : { code, map: map.toString() }
}

function isServer(name: string, consumer: 'client' | 'server' | undefined): boolean {
  return (consumer ?? (name === 'client' ? 'client' : 'server')) === 'server'
}

/**
 * Dev servers load the runtime as Node does, once for all importers, and never a second time as source. A host that takes no externals
 * (`noExternal: true`) has a module graph of its own, and then the runtime is once in that.
 */
function oneRuntime(command: 'serve' | 'build', noExternal: unknown): EnvironmentOptions {
  const external = command === 'serve' && noExternal !== true ? { resolve: { external: ['use-cache'] } } : {}
  return { optimizeDeps: { exclude: ['use-cache'] }, ...external }
}
