import type { Plugin } from 'vite'
import { configureArgument, type RuntimeConfig } from '../profiles.ts'
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
        const argument = configureArgument(config(), 'config')
        return {
          code: `import { configure } from 'use-cache'\n${load}configure(${argument})\n`,
          moduleSideEffects: true,
        }
      },
    },
  }
}
