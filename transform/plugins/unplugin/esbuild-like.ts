/** esbuild and Bun. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { BuildOptions, Loader, PluginBuild } from 'esbuild'
import { inLanguage, languageOf } from '../../module-id.ts'
import { mayConcern } from '../compile-module.ts'
import type { Host } from './host.ts'

export function meetEsbuild(host: Host, build: PluginBuild): void {
  const { initialOptions, esbuild } = build
  const { absWorkingDir, bundle, logLevel, platform } = initialOptions
  host.version = esbuild.version
  host.root = absWorkingDir ?? process.cwd()
  host.isBrowser = platform === 'browser' || (platform === undefined && bundle === true)
  // Nothing tells a context from a build, until it builds again.
  host.isBuild = true
  build.onEnd(() => void (host.isBuild = false))
  if (logLevel !== undefined && /silent|error|warning/.test(logLevel)) host.say = () => undefined
}

/**
 * A module that one plugin has loaded is nobody else's. So ours loads files only, and only those that it changes or has something to say about: neither those without the
 * directive, nor what an import with attributes asks for (`with { type: 'text' }`), nor what the options take for something else than a script.
 */
export function leavingOthers(build: PluginBuild): PluginBuild {
  const { initialOptions } = build
  return {
    ...build,
    onLoad: (_, load) =>
      build.onLoad({ filter: scriptsOf(initialOptions), namespace: 'file' }, async (args) => {
        const loader = loaderOf(initialOptions, args.path)
        if (Object.keys(args.with).length > 0 || !scripts.has(loader)) return undefined
        const text = await readFile(args.path, 'utf8')
        const suffix = languageOf(args.path) === undefined ? inLanguage(args.suffix, loader) : args.suffix
        const loaded = mayConcern(text, args.path) ? await load({ ...args, suffix }) : undefined
        const { contents, errors = [], warnings = [] } = loaded ?? {}
        return contents === text && errors.length === 0 && warnings.length === 0 ? undefined : loaded
      }),
  }
}

const scripts: ReadonlySet<Loader> = new Set(['js', 'jsx', 'ts', 'tsx'])

/** Paths of what may be a script, the extensions included that the options take for one. */
function scriptsOf({ loader = {} }: BuildOptions): RegExp {
  const more = Object.keys(loader).filter((extension) => scripts.has(loader[extension]!))
  const extensions = more.map((extension) => `|${extension.replace(/\W/g, '\\$&')}`)
  return new RegExp(`(?:\\.[cm]?[jt]s|\\.[jt]sx${extensions.join('')})$`)
}

/** How esbuild is to read a module. */
export function loaderOf(options: BuildOptions, file: string): Loader {
  const extension = /\.\w+$/.exec(file)?.[0] ?? '.js'
  return options.loader?.[extension] ?? byExtension[extension] ?? 'js'
}

const byExtension: Readonly<Record<string, Loader>> = {
  '.ts': 'ts',
  '.mts': 'ts',
  '.cts': 'ts',
  '.tsx': 'tsx',
  '.jsx': 'jsx',
}

/** Beside the output; nowhere when esbuild writes none. */
export function writeBeside(options: BuildOptions, root: string, name: string, text: string): void {
  const folder = options.outdir ?? (options.outfile === undefined ? undefined : dirname(options.outfile))
  if (folder === undefined || options.write === false) return
  const path = resolve(root, folder)
  mkdirSync(path, { recursive: true })
  writeFileSync(join(path, name), text)
}
