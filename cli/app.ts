import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Config } from '../config/index.ts'
import { loadConfig } from '../config/load.ts'
import { type Scan, scan, type ScanOptions } from '../routes/scan.ts'
import { typesOf } from '../routes/typegen.ts'
import { writeTypes } from '../routes/write-types.ts'
import { hasNext } from '../transform/plugins/next-imports.ts'
import { printable } from '../transform/report/printable.ts'
import { Refusal } from './exit.ts'
import { diagnosticCodes } from './route-conflicts.ts'

/** The app that a command is about. */
export interface App {
  /** Absolute. */
  readonly root: string
  readonly config: Config
  /** Where that stands; undefined when there is none. */
  readonly configFile: string | undefined
}

/** The app in a folder. Throws a `Refusal` when there is no such folder, `ConfigError` for a configuration that can't be used. */
export function openApp(folder: string): App {
  const root = resolve(folder)
  if (!existsSync(root) || !statSync(root).isDirectory()) throw new Refusal(`${folder}: there is no such folder.`)
  const { config, file } = loadConfig(root)
  return { root, config, configFile: file }
}

/** The routes of an app. Throws a `Refusal` when it has no app directory. */
export async function scanApp({ root, config }: App, load?: ScanOptions['load']): Promise<Scan> {
  const { appDirectory } = config
  try {
    return await scan(root, { ...(appDirectory !== undefined && { appDirectory }), ...(load && { load }) })
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('There is no app directory'))
      throw new Refusal(error.message)
    throw error
  }
}

/** Writes the declarations of an app's routes and profiles, and gives the paths of those that have changed. */
export function writeAppTypes({ root, config }: App, { routes }: Scan): string[] {
  return writeTypes(root, typesOf(routes, { cacheLife: config.cacheLife as never, aliasNext: !hasNext(root) }))
}

/** Two routes for one path and the like, as a person reads them. */
export function conflictLines({ conflicts }: Scan): string[] {
  return conflicts.map(
    ({ code, message, help }) => `error  ${diagnosticCodes[code] ?? code}\n  ${printable(message)}\n  Help: ${help}`,
  )
}
