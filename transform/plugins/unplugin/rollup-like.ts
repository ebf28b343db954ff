/** Rollup and Rolldown. */
import type { PluginContext } from 'rollup'
import { claim, isOurs, type Host } from './host.ts'

/** Called when a build starts. */
export function meetRollup(host: Host, context: unknown, options: unknown): void {
  const { meta, getModuleIds, info, warn } = context as PluginContext & { meta: { rolldownVersion?: string } }
  const { cwd } = options as { cwd?: string }
  host.root = cwd ?? process.cwd()
  host.version = host.name === 'rolldown' ? meta.rolldownVersion : meta.rollupVersion
  host.isBuild = !meta.watchMode
  host.isLeft = (file) => new Set(getModuleIds.call(context as PluginContext)).has(file)
  host.say = (line) => info.call(context as PluginContext, line)
  claim(keyOf(options as object), host, (message) => warn.call(context as PluginContext, message))
}

/** Rolldown makes the options anew for each plugin, of the same plugins. */
function keyOf(options: object): object {
  const { plugins } = options as { plugins?: unknown }
  return (Array.isArray(plugins) ? plugins.find(isOurs) : undefined) ?? options
}
