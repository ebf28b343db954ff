/** Rollup and Rolldown. */
import type { OutputBundle, PluginContext } from 'rollup'
import type { ConfiguredOptions } from '../../../config/compiler-options.ts'
import { moduleId } from '../../module-id.ts'
import { claim, isOurs, type Host } from './host.ts'
import { notice, uncompiled } from './uncompiled.ts'

/** Called when a build starts. */
export function meetRollup(host: Host, context: unknown, options: unknown): void {
  const { meta, getModuleIds, info, warn } = context as PluginContext & { meta: { rolldownVersion?: string } }
  const { cwd, plugins } = options as { cwd?: string; plugins?: readonly { name: string }[] }
  host.root = cwd ?? process.cwd()
  host.version = host.name === 'rolldown' ? meta.rolldownVersion : meta.rollupVersion
  // Rollup itself knows ES modules only.
  if (host.name === 'rollup' && !plugins?.some(({ name }) => name === 'commonjs')) host.formatOf = () => 'esm'
  host.isBuild = !meta.watchMode
  host.isLeft = (file) =>
    [...getModuleIds.call(context as PluginContext)].some((id) => moduleId(id, host.root) === file)
  host.say = (line) => info.call(context as PluginContext, line)
  claim(keyOf(options as object), host, (message) => warn.call(context as PluginContext, message))
}

export function warnOfUncompiled(
  host: Host,
  context: PluginContext,
  bundle: OutputBundle,
  options: () => ConfiguredOptions,
): void {
  for (const output of Object.values(bundle)) {
    if (output.type !== 'chunk' || !output.code.includes('use cache')) continue
    for (const id of output.moduleIds) {
      const functions = uncompiled(id, context.getModuleInfo(id)?.code ?? '', options)
      if (functions.length > 0) context.warn(notice(id, functions, host.root))
    }
  }
}

/** Rolldown makes the options anew for each plugin, of the same plugins. */
function keyOf(options: object): object {
  const { plugins } = options as { plugins?: unknown }
  return (Array.isArray(plugins) ? plugins.find(isOurs) : undefined) ?? options
}
