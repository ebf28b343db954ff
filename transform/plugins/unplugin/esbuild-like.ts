/** esbuild and Bun. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { BuildOptions, Loader, PluginBuild } from 'esbuild'
import type { Host } from './host.ts'

export function meetEsbuild(host: Host, build: PluginBuild): void {
  const { initialOptions, esbuild } = build
  const { absWorkingDir, logLevel, platform } = initialOptions
  host.version = esbuild.version
  host.root = absWorkingDir ?? process.cwd()
  host.isBrowser = platform === 'browser'
  // Nothing tells a context from a build, until it builds again.
  host.isBuild = true
  build.onEnd(() => void (host.isBuild = false))
  if (logLevel !== undefined && /silent|error|warning/.test(logLevel)) host.say = () => undefined
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
