import type { TransformOptions } from '../transform/options.ts'
import { loadConfig } from './load.ts'
import type { Config } from './define-config.ts'

/** The options of the compiler that a configuration can set. */
export type ConfiguredOptions = Pick<
  TransformOptions,
  'kinds' | 'profiles' | 'cacheComponents' | 'appDirectory' | 'parser' | 'severities'
>

/** What a configuration means to the compiler. `over` (flags, a plugin's options, a linter's settings) wins, field by field. */
export function compilerOptions(config: Config, over: ConfiguredOptions = {}): ConfiguredOptions {
  const { cacheLife, version: _, stores: __, server: ___, ...rest } = config
  const profiles = cacheLife === undefined ? {} : { profiles: Object.keys(cacheLife) }
  return { ...defined({ ...rest, ...profiles }), ...defined(over) }
}

/** The same for the configuration that holds for a folder. */
export function compilerOptionsIn(folder: string, over: ConfiguredOptions = {}): ConfiguredOptions {
  return compilerOptions(loadConfig(folder).config, over)
}

function defined(options: ConfiguredOptions): ConfiguredOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}
