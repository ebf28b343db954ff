/**
 * `use-cache/vite`: compiles the directive in dev, in builds and in Vitest, in every environment that runs on a server. A cached
 * function that reaches a client bundle is an error.
 */
import type { EnvironmentOptions, Plugin, ResolvedConfig, Rolldown } from 'vite'
import { configFilesIn } from '../../config/load.ts'
import { inLanguage, isDependency, moduleId, notSource, source } from '../module-id.ts'
import { compileModule, formatOf, mayConcern } from './compile-module.ts'
import type { Constant } from './content/versions.ts'
import { hostProject, type HostProject, type UseCacheOptions } from './host-project.ts'
import { nextSpecifier, standIn as ourNameFor } from './next-imports.ts'
import { isOwnCode } from './own-code.ts'
import { complaintAbout, installedVersion } from './supported-hosts.ts'
import { twice } from './unplugin/host.ts'
import { resolverOf } from './unplugin/resolver.ts'
import { routeFile, worthReading } from '../index.ts'
import { buildReports, type BuildReports } from './vite/build-reports.ts'
import { clientGuard } from './vite/client-guard.ts'
import { configuredProfiles, profilesModule } from './vite/configured-profiles.ts'
import { dependents, type Dependents } from './vite/dependents.ts'
import { runsOnServer } from './vite/environment.ts'
import { reportWritten } from './vite/report.ts'

export type { UseCacheOptions } from './host-project.ts'

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
  const settings = { aliasNext: options.aliasNext, isSecond: false } as Settings
  const reports = buildReports(settings)
  return [
    configuration(settings, options),
    ...compilers(settings, reports),
    configuredProfiles(() => settings.project),
    nextImports(settings),
    clientGuard(settings),
    reports.plugin,
  ].map((plugin) => withoutSecond(settings, plugin))
}

export default useCache

/** What the plugins go by, once the project is known. */
export interface Settings {
  project: HostProject
  readonly aliasNext: boolean | undefined
  /** Whether another of these plugins serves this server or build already. */
  isSecond: boolean
}

/** Reads `use-cache.config.ts`; a dev server starts anew when it changes or comes to be. */
function configuration(settings: Settings, options: UseCacheOptions): Plugin {
  const plugin: Plugin = {
    name: 'use-cache:config',
    enforce: 'pre',
    // Web workers are bundled by themselves, with plugins of their own.
    config: () => ({ worker: { plugins: () => [withoutSecond(settings, clientGuard(settings))] } }),
    configResolved(config) {
      settings.isSecond = isSecond(config, plugin)
      if (settings.isSecond) return config.logger.warn(twice)
      // Before Vite 7, hooks were told nothing of it.
      const { meta } = (this as typeof this | undefined) ?? {}
      const complaint = complaintAbout('vite', meta?.viteVersion ?? installedVersion('vite', config.root))
      if (complaint !== undefined) throw new Error(complaint)
      const isBuild = config.command === 'build' && !config.build.watch
      settings.project = hostProject(config.root, options, isBuild, constantsOf(config))
      const { configFile, root } = settings.project
      config.configFileDependencies.push(...(configFile === undefined ? configFilesIn(root) : [configFile]))
    },
  }
  return plugin
}

/** Variables of the environment, and what is defined for all or some environments. */
function constantsOf(config: ResolvedConfig): readonly Constant[] {
  const variables = Object.entries(config.env).map(([name, value]) => [`import.meta.env.${name}`, value] as const)
  const defined = [config, ...Object.values(config.environments)].flatMap(({ define }) => Object.entries(define ?? {}))
  return [...variables, ...defined].map(([name, value]) => [name, JSON.stringify(value)])
}

/** In the order of registration. Nuxt and React Router hand Vite copies of the objects; their hooks stay the same. */
function isSecond(config: ResolvedConfig, plugin: Plugin): boolean {
  const first = config.plugins.find(({ name }) => name === plugin.name)
  return first !== undefined && first.configResolved !== plugin.configResolved
}

/** The second of two sits by. */
function withoutSecond(settings: Settings, plugin: Plugin): Plugin {
  const { applyToEnvironment } = plugin
  return Object.assign(plugin, {
    applyToEnvironment: (environment: Parameters<NonNullable<typeof applyToEnvironment>>[0]) =>
      !settings.isSecond && (applyToEnvironment?.(environment) ?? true),
  })
}

/**
 * Three hooks for one thing, because hosts ask filters before they ask us: text that may hold the directive, route files, whose rules hold everywhere, and what does not say in
 * which language it is and becomes JavaScript by other plugins.
 */
function compilers(settings: Settings, reports: BuildReports): Plugin[] {
  const edited = dependents()
  const compile = compiler(settings, reports, edited)
  return [
    {
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
        handler(text, id) {
          return compile(this, text, id)
        },
      },
      hotUpdate({ file }) {
        edited.forget(this.environment, file)
      },
    },
    {
      name: 'use-cache:route-files',
      enforce: 'pre',
      applyToEnvironment: runsOnServer,
      transform: {
        filter: { id: { include: routeFile, exclude: notSource } },
        handler(text, id) {
          return worthReading.test(text) ? undefined : compile(this, text, id)
        },
      },
    },
    {
      name: 'use-cache:others',
      enforce: 'post',
      applyToEnvironment: runsOnServer,
      transform: {
        filter: { id: { exclude: [source, notSource] }, code: worthReading },
        handler(text, id) {
          return compile(this, text, id, inLanguage(moduleId(id, settings.project.root), 'js'))
        },
      },
    },
  ]
}

type Compile = (
  context: Rolldown.TransformPluginContext,
  text: string,
  id: string,
  file?: string,
) => Promise<{ readonly code: string; readonly map: never } | undefined>

/** What the three do. `file`: the module, as the compiler is to take it. */
function compiler(settings: Settings, reports: BuildReports, edited: Dependents): Compile {
  return async (context, text, id, file = moduleId(id, settings.project.root)) => {
    const { project } = settings
    if (isOwnCode(file) || !mayConcern(text, file)) return undefined
    const { environment } = context
    // Vite has plugins of its own for these two.
    const bare = { ...project, aliasNext: false, cacheLife: undefined, storesFile: undefined }
    // Vite 7 builds by Rollup, where only dependencies may be CommonJS, and then have no `import`.
    const isRollup = !('rolldownVersion' in context.meta)
    const format = isRollup && !isDependency(file) ? 'esm' : formatOf(file, isRollup ? 'commonjs' : 'esm')
    const compiled = await compileModule(bare, text, file, resolverOf(context as never), format)
    if (compiled === undefined) return undefined
    const { diagnostics, functions, files, output } = compiled
    reportWritten(context, diagnostics, text)
    reports.set(environment, moduleId(id, project.root), functions)
    edited.note(environment, id, files)
    // At the end, where it moves nothing; imports are evaluated first all the same.
    const isConfigured = project.cacheLife !== undefined || project.storesFile !== undefined
    const profiles = isConfigured ? `\nimport '${profilesModule}'\n` : ''
    return output && { code: output.code + profiles, map: output.map as never }
  }
}

/**
 * Where `next` is not installed, or where it was asked for, its imports mean ours. A module that hands ours on keeps the import bare, so that dev servers load one copy
 * of the runtime for it and for compiled code.
 */
function nextImports(settings: Settings): Plugin {
  const standIn = '\0use-cache:imported:'
  return {
    name: 'use-cache:next-imports',
    enforce: 'pre',
    applyToEnvironment: runsOnServer,
    resolveId: {
      filter: { id: nextSpecifier },
      async handler(id, importer, resolving) {
        const asked = settings.aliasNext
        if (asked === true) return standIn + id
        return (
          (await this.resolve(id, importer, { ...resolving, skipSelf: true })) ??
          (asked === false ? undefined : standIn + id)
        )
      },
    },
    load: {
      filter: { id: new RegExp(`^${standIn}`) },
      handler: (id) => `export * from '${ourNameFor(id.slice(standIn.length))}'`,
    },
  }
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
