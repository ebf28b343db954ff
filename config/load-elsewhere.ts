/** The process that `load.ts` starts for a configuration that was edited: writes to its fourth stream what can be told of it. */
import { writeFileSync } from 'node:fs'
import { serialize } from 'node:v8'
import { ConfigError, load, type LoadedConfig } from './load.ts'

const said = load(process.argv[2]!)
writeFileSync(3, serialize(said instanceof ConfigError ? said.message : tellable(said)))

/** Without stores and functions, which can't come from another process. */
function tellable({ config, ...rest }: LoadedConfig): LoadedConfig {
  const { stores: _, server, ...plain } = config
  if (server === undefined) return { ...rest, config: plain }
  const values = Object.entries(server).filter(([, value]) => typeof value !== 'function')
  return { ...rest, config: { ...plain, server: Object.fromEntries(values) } }
}
