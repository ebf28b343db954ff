import type { ModuleFormat } from '../../index.ts'
import { formatOf } from '../compile-module.ts'

/** What the plugin must know of the host that runs it; each host's file fills it in. */
export interface Host {
  readonly name: string
  /** The release of the host, where it says. */
  version: string | undefined
  /** Where the project is. */
  root: string
  /** Whether this is a build from start to end, and not one of many while somebody edits. */
  isBuild: boolean
  /** Whether what is bundled runs in browsers only. */
  isBrowser: boolean
  /** The module system of a file whose syntax does not say it; `esm` where an `import` may stand in CommonJS too. */
  formatOf: (file: string) => ModuleFormat
  /** Whether another of these plugins serves this build already. */
  isSecond: boolean
  /** Whether a module is part of the build that ends now. */
  isLeft: (file: string) => boolean
  /** Tells people something that is neither warning nor error. */
  say: (line: string) => void
}

export function hostOf(name: string): Host {
  return {
    name,
    version: undefined,
    root: process.cwd(),
    isBuild: true,
    isBrowser: false,
    formatOf: (file) => formats[name]?.(file) ?? formatOf(file, 'commonjs'),
    isSecond: false,
    isLeft: () => true,
    say: (line) => void process.stderr.write(`${line}\n`),
  }
}

const formats: Readonly<Record<string, (file: string) => ModuleFormat>> = {
  esbuild: () => 'esm',
  bun: () => 'esm',
  rolldown: (file) => formatOf(file, 'esm'),
}

const owners = new WeakMap<object, Host>()

/** The first plugin to name a build has it. The second one is told so, and says so. */
export function claim(build: object, host: Host, warn: (message: string) => void): void {
  const owner = owners.get(build)
  if (owner === undefined) owners.set(build, host)
  host.isSecond = owner !== undefined && owner !== host
  if (host.isSecond) warn(twice)
}

/** Whether one of these plugins stands in a build's list before `plugin`. */
export function isSecond(plugin: object, plugins: readonly unknown[] = []): boolean {
  const ours = plugins.filter(isOurs)
  return ours.length > 1 && ours[0] !== plugin
}

export function isOurs(plugin: unknown): plugin is object {
  return (plugin as { name?: unknown } | null)?.name === 'use-cache'
}

export const twice = 'The plugin of use-cache is registered twice: the second one does nothing. Remove one of the two.'
