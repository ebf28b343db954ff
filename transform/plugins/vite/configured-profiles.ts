import type { Plugin } from 'vite'
import { abiSpecifier } from '../../decide/plan.ts'
import { configArgument, type RuntimeConfig } from '../profiles.ts'
import { runsOnServer } from './environment.ts'

/** What compiled modules import, so that the runtime knows the configured profiles before any of their functions is called. */
export const profilesModule = 'virtual:use-cache/profiles'

/** Gives the runtime the profiles and the stores of the configuration. */
export function configuredProfiles(config: () => RuntimeConfig): Plugin {
  const resolved = `\0${profilesModule}`
  return {
    name: 'use-cache:profiles',
    applyToEnvironment: runsOnServer,
    resolveId: { filter: { id: new RegExp(`^${profilesModule}$`) }, handler: () => resolved },
    load: {
      filter: { id: new RegExp(`^${resolved}$`) },
      handler() {
        const { storesFile } = config()
        const load = storesFile === undefined ? '' : `import config from ${JSON.stringify(storesFile)}\n`
        const argument = configArgument(config(), 'config')
        return {
          code: `import { applyConfig } from '${abiSpecifier}'\n${load}applyConfig(${argument})\n`,
          moduleSideEffects: true,
        }
      },
    },
  }
}
