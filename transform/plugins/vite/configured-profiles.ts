import type { Plugin } from 'vite'
import type { Config } from '../../../config/index.ts'
import { profilesLiteral } from '../profiles.ts'
import { runsOnServer } from './environment.ts'

/** What compiled modules import, so that the runtime knows the configured profiles before any of their functions is called. */
export const profilesModule = 'virtual:use-cache/profiles'

/** Gives the runtime the profiles of the configuration. */
export function configuredProfiles(profiles: () => NonNullable<Config['cacheLife']>): Plugin {
  const resolved = `\0${profilesModule}`
  return {
    name: 'use-cache:profiles',
    applyToEnvironment: runsOnServer,
    resolveId: { filter: { id: new RegExp(`^${profilesModule}$`) }, handler: () => resolved },
    load: {
      filter: { id: new RegExp(`^${resolved}$`) },
      handler: () => ({
        code: `import { configure } from 'use-cache'\nconfigure({ cacheLife: ${profilesLiteral(profiles())} })\n`,
        moduleSideEffects: true,
      }),
    },
  }
}
