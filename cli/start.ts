import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import type { Config, ServerConfig } from '../config/index.ts'
import { storesLine } from '../config/stores.ts'
import { createRoutes } from '../routes/create-routes.ts'
import { readPrerendered } from '../routes/prerender/prerendered.ts'
import { scan } from '../routes/scan.ts'
import { inUse } from '../runtime/instance.ts'
import { openApp } from './app.ts'
import { configFile, configureFile, prerenderedFolder, readBuildInfo } from './build-info.ts'
import { exitCodes } from './exit.ts'
import { listen, type ListenFlags } from './listen.ts'
import { serverOptions } from './server-options.ts'
import { useStoresOfEnvironment } from './stores-of-environment.ts'
import { untilStopped } from './until-stopped.ts'
import { version } from '../transform/version.ts'

export interface StartFlags extends ListenFlags {
  readonly out: string
}

/** `use-cache start`: serves what `use-cache build` made, until the process is told to stop; then running requests are finished. */
export async function startCommand(folder: string, { out, ...flags }: StartFlags): Promise<number> {
  const { root } = openApp(folder)
  const target = resolve(root, out)
  const info = readBuildInfo(target, join(folder, out))
  const { appDirectory, cacheComponents, build } = info
  process.env['NODE_ENV'] ??= 'production'
  process.setSourceMapsEnabled(true)
  const configure = join(target, configureFile)
  if (existsSync(configure)) await import(pathToFileURL(configure).href)
  useStoresOfEnvironment(info)
  const [found, prerendered] = await Promise.all([
    scan(target, { appDirectory }),
    readPrerendered(join(target, prerenderedFolder)),
  ])
  const options = { ...serverOptions(await serverConfigOf(target)), cacheComponents, prerendered, version: build }
  const running = await listen(createRoutes(found, options), flags)
  console.log(`use-cache ${version()} serves ${target} at ${running.url}`)
  console.log(storesLine(inUse.runtime.outer.byKind))
  await untilStopped()
  await running.close()
  return exitCodes.clean
}

async function serverConfigOf(target: string): Promise<ServerConfig | undefined> {
  const file = join(target, configFile)
  if (!existsSync(file)) return undefined
  const module = (await import(pathToFileURL(file).href)) as { readonly default: Config }
  return module.default.server
}
