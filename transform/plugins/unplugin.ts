/**
 * The plugin for every host but Vite. What hosts have in common stands here; what is each one's own (its version, its mode, how it is told of
 * findings, where a specifier leads) stands in `unplugin/`.
 */
import type { Plugin as RollupPlugin } from 'rollup'
import { abiSpecifier } from '../decide/plan.ts'
import { isCompiled } from '../examine.ts'
import { createUnplugin, type UnpluginInstance } from 'unplugin'
import { moduleId, notSource, source } from '../module-id.ts'
import { buildReport, manifestName, type BuildReport } from './build-report.ts'
import { compileModule, mayConcern } from './compile-module.ts'
import { hostProject, isOutdated, type HostProject, type UseCacheOptions } from './host-project.ts'
import { projectRoot } from './node/package.ts'
import { isOwnCode } from './own-code.ts'
import { complaintAbout, installedVersion, type HostName } from './supported-hosts.ts'
import type { VersionedFunction } from './versioned.ts'
import { refusal } from './unplugin/browser-guard.ts'
import { loaderOf, meetEsbuild, writeBeside } from './unplugin/esbuild-like.ts'
import { claim, hostOf } from './unplugin/host.ts'
import { resolverOf } from './unplugin/resolver.ts'
import { meetRollup, warnOfUncompiled } from './unplugin/rollup-like.ts'
import { tell } from './unplugin/tell.ts'
import { keepOutOfCaches, meetCompiler } from './unplugin/webpack-like.ts'

export type { UseCacheOptions } from './host-project.ts'

export const plugin: UnpluginInstance<UseCacheOptions | undefined, false> = createUnplugin((options = {}, meta) => {
  const host = hostOf(meta.framework)
  let project: HostProject | undefined
  let report: BuildReport | undefined
  const open = (): HostProject => {
    if (project === undefined || isOutdated(project))
      project = hostProject(projectRoot(host.root), options, host.isBuild)
    return project
  }
  const start = (): void => {
    const complaint = complaintAbout(host.name as HostName, host.version)
    if (complaint !== undefined) throw new Error(complaint)
    // Each build has a version of its own.
    if (host.isBuild) report = undefined
    if (host.isBuild || project?.isBuild) project = undefined
    if (host.name === 'esbuild') report?.clear()
  }
  const note = (code: string, file: string, functions: readonly VersionedFunction[]): void => {
    // Rspack hands modules to the first plugin twice when it has two.
    if (isCompiled(code, file)) return
    if (functions.length > 0) report ??= buildReport(open().root)
    report?.set(file, functions)
  }
  let esbuildOptions: Parameters<typeof loaderOf>[0] = {}
  const rollup: Partial<RollupPlugin> = {
    buildStart(inputOptions) {
      meetRollup(host, this, inputOptions)
      start()
    },
    shouldTransformCachedModule: ({ code }) => host.isBuild && code.includes(abiSpecifier),
    generateBundle(_, bundle) {
      if (!host.isSecond) warnOfUncompiled(host, this, bundle, () => open().options)
    },
  }
  return {
    name: 'use-cache',
    enforce: 'pre',
    buildStart: start,
    transform: {
      filter: { id: { include: source, exclude: notSource } },
      async handler(code, id) {
        const file = moduleId(id, host.root)
        if (host.isSecond || isOwnCode(file)) return undefined
        if (!mayConcern(code, file)) return note(code, file, [])
        // It may be wrong now, and mended later.
        if (project?.configFile !== undefined) this.addWatchFile(project.configFile)
        const opened = open()
        const compiled = await compileModule(opened, code, file, resolverOf(this), host.formatOf(file))
        if (compiled === undefined) return undefined
        keepOutOfCaches(this, host)
        for (const dependency of compiled.files) this.addWatchFile(dependency)
        tell(this, host, compiled.diagnostics, code)
        if (host.isBrowser && compiled.functions.length > 0) {
          const words = refusal(opened.root, file, compiled.functions)
          if (host.name === 'farm') throw new Error(words)
          // webpack looks again at what its loaders leave.
          if (host.name !== 'webpack' && host.name !== 'rspack') this.error(words)
          return undefined
        }
        note(code, file, compiled.functions)
        return compiled.output as { code: string; map: never } | undefined
      },
    },
    buildEnd() {
      if (report === undefined || host.isSecond) return
      const { isEmpty, line, manifest } = report.summary((file) => host.isLeft(file))
      // What is edited until nothing is left replaces what was written before.
      if (isEmpty && host.isBuild) return
      host.say(line)
      if (host.name === 'esbuild') writeBeside(esbuildOptions, host.root, manifestName, manifest)
      else this.emitFile({ type: 'asset', fileName: manifestName, source: manifest })
    },
    rollup,
    rolldown: {
      ...(rollup as object),
      // As it was said: unsaid, it is `browser` for most formats.
      options({ platform }) {
        host.isBrowser = platform === 'browser'
      },
    },
    webpack: (compiler) => meetCompiler(host, compiler, () => open().options),
    rspack: (compiler) => meetCompiler(host, compiler, () => open().options),
    esbuild: {
      loader: (_, id) => loaderOf(esbuildOptions, id),
      config(initialOptions) {
        esbuildOptions = initialOptions
      },
      setup: (build) => meetEsbuild(host, build),
    },
    farm: {
      configResolved(config) {
        host.root = config.root ?? host.root
        host.version = installedVersion('farm', host.root)
        host.isBuild = config.compilation?.mode === 'production'
        host.isBrowser = config.compilation?.output?.targetEnv?.startsWith('browser') ?? true
        // It can't be told which modules to leave out.
        if (config.compilation) config.compilation.persistentCache = false
        claim(config, host, (message) => void process.stderr.write(`${message}\n`))
      },
    },
    bun: {
      setup(build) {
        host.version = process.versions.bun
        host.root = build.config.root ?? host.root
        host.isBuild = !('runtime' in build)
        host.isBrowser = host.isBuild && (build.config.target ?? 'browser') === 'browser'
      },
    },
  }
})
