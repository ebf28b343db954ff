/** webpack and Rspack. */
import type { Compiler as RspackCompiler } from '@rspack/core'
import type { UnpluginBuildContext } from 'unplugin'
import type { Compiler as WebpackCompiler } from 'webpack'
import type { ConfiguredOptions } from '../../../config/compiler-options.ts'
import { claim, type Host } from './host.ts'
import { moduleId, unescaped } from '../../module-id.ts'
import { installedVersion } from '../supported-hosts.ts'
import { refuseInBrowser } from './browser-guard.ts'
import type { BundledModule, Compilation } from './compilation.ts'
import { notice, uncompiled } from './uncompiled.ts'

/** Called when the plugin is given to a compiler. */
export function meetCompiler(
  host: Host,
  compiler: WebpackCompiler | RspackCompiler,
  compilerOptions: () => ConfiguredOptions,
): void {
  const { options } = compiler
  const { version, rspackVersion } = (compiler.webpack ?? {}) as { version?: string; rspackVersion?: string }
  const logger = compiler.getInfrastructureLogger('use-cache')
  host.root = compiler.context || process.cwd()
  host.version = host.name === 'rspack' ? rspackVersion : (version ?? installedVersion('webpack', host.root))
  host.say = (line) => logger.info(line.replace(/^use-cache: /, ''))
  claim(compiler, host, (message) => logger.warn(message))
  const hooks = compiler.hooks as unknown as Hooks
  hooks.run.tap('use-cache', () => {
    host.isBuild = options.mode !== 'development'
  })
  hooks.watchRun.tap('use-cache', () => {
    host.isBuild = false
  })
  hooks.thisCompilation.tap('use-cache', (compilation) => {
    const { platform } = compiler as { platform?: { web?: boolean | null; node?: boolean | null } }
    host.isBrowser = platform?.web === true && platform.node !== true
    if (!host.isSecond) (host.isBrowser ? refuseInBrowser : warnOfUncompiled)(host, compilation, compilerOptions)
    host.isLeft = (file) => {
      const files = new Set([...compilation.modules].flatMap((module) => resourcesOf(module, host.root)))
      return files.has(file)
    }
  })
}

/** Lets the next build, and whoever watches next, compile the module again: it may have another version then, and must be reported. */
export function keepOutOfCaches(context: UnpluginBuildContext, host: Host): void {
  const native = context.getNativeBuildContext?.()
  if (native?.framework !== 'webpack' && native?.framework !== 'rspack') return
  const { cache } = native.compiler.options
  const isOnDisk = typeof cache === 'object' && cache.type !== 'memory'
  if (host.isBuild || isOnDisk) native.loaderContext?.cacheable(false)
}

interface Hooks {
  readonly run: Tap<void>
  readonly watchRun: Tap<void>
  readonly thisCompilation: Tap<Compilation>
}

interface Tap<Argument> {
  tap(name: string, run: (argument: Argument) => void): void
}

function warnOfUncompiled(host: Host, compilation: Compilation, options: () => ConfiguredOptions): void {
  compilation.hooks.finishModules.tap('use-cache', (modules) => {
    for (const module of modules) {
      if (module.resource === undefined || !module.type.startsWith('javascript/')) continue
      const functions = uncompiled(module.resource, module.originalSource()?.source().toString() ?? '', options)
      if (functions.length > 0) compilation.warnings.push(new Error(notice(module.resource, functions, host.root)))
    }
  })
}

function resourcesOf({ resource, modules = [] }: BundledModule, root: string): string[] {
  const own = resource === undefined ? [] : [moduleId(unescaped(resource), root)]
  return [...own, ...modules.flatMap((module) => resourcesOf(module, root))]
}
