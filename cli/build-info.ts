import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from './exit.ts'

/** What a build says about itself, for `use-cache start`. */
export interface BuildInfo {
  readonly format: 1
  readonly appDirectory: string
  readonly cacheComponents: boolean
  /** Whether the configuration names stores; otherwise the environment may. */
  readonly namesStores: boolean
  /** Another one for each build. */
  readonly build: string
}

export const infoFile = 'use-cache.json'
export const prerenderedFolder = 'prerendered'
/** Gives the runtime what the configuration says. */
export const configureFile = 'routes/configure.js'
/** The configuration, where it says something to the server. */
export const configFile = 'routes/config.js'

/** Throws a `Refusal` when there is no build in the folder. */
export function readBuildInfo(folder: string, shown: string): BuildInfo {
  let info: Partial<BuildInfo>
  try {
    info = JSON.parse(readFileSync(join(folder, infoFile), 'utf8')) as Partial<BuildInfo>
  } catch {
    throw new Refusal(`${shown}: there is no build. Run \`use-cache build\` first.`)
  }
  if (info.format === 1 && info.build === undefined)
    throw new Refusal(`${shown}: the build was not finished. Run \`use-cache build\` again.`)
  if (info.format === 1) return info as BuildInfo
  throw new Refusal(`${shown}: this was built by another version of use-cache. Run \`use-cache build\` again.`)
}
