/** The process that `load.ts` starts for a configuration that was edited: writes to its fourth stream what can be told of it. */
import { writeFileSync } from 'node:fs'
import { serialize } from 'node:v8'
import { ConfigError, load, type LoadedConfig } from './load.ts'

const said = load(process.argv[2]!)
writeFileSync(3, serialize(said instanceof ConfigError ? said.message : withoutStores(said)))

function withoutStores({ config, ...rest }: LoadedConfig): LoadedConfig {
  const { stores: _, ...plain } = config
  return { ...rest, config: plain }
}
