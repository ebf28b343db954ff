import { checkOptions, type ConfigureOptions } from './configure.ts'
import { configureProfiles, inUse } from './instance.ts'
import { refuseContradiction } from './set-once.ts'

/** What `use-cache.config.*` says to the runtime; called by each compiled module when it is loaded, perhaps long after the app's own `configure`, whose profiles stand above these. */
export function applyConfig({ cacheLife, stores }: Pick<ConfigureOptions, 'cacheLife' | 'stores'>): void {
  const { runtime } = inUse
  checkOptions({ cacheLife, stores }, 'use-cache.config')
  const remember = refuseContradiction(runtime, { stores }, () => 'use-cache.config')
  if (cacheLife !== undefined) configureProfiles(cacheLife, 'config')
  if (stores !== undefined) runtime.outer.use(stores)
  remember()
}
