import { stripVTControlCharacters } from 'node:util'
import type { Plugin, RunnableDevEnvironment, ViteDevServer } from 'vite'
import type { ModuleRunner } from 'vite/module-runner'
import type { Config, ServerConfig } from '../config/index.ts'
import { storesLine } from '../config/stores.ts'
import { createRoutes, type Routes } from '../routes/create-routes.ts'
import type { FailedRequest } from '../routes/failure.ts'
import type { RouteModule } from '../routes/manifest.ts'
import { hasServedName } from '../routes/served-files.ts'
import { inUse } from '../runtime/instance.ts'
import { profilesModule } from '../transform/plugins/vite/configured-profiles.ts'
import { type App, conflictLines, openApp, scanApp, writeAppTypes } from './app.ts'
import { exitCodes } from './exit.ts'
import { listen, type ListenFlags } from './listen.ts'
import { logged } from './request-log.ts'
import { serverOptions } from './server-options.ts'
import { useStoresOfEnvironment } from './stores-of-environment.ts'
import { untilStopped } from './until-stopped.ts'
import { version } from '../transform/version.ts'
import { loadVite, viteConfig } from './vite.ts'

/** `use-cache dev`: serves an app from its sources until it is stopped. What changes is seen by the next request. */
export async function devCommand(folder: string, flags: ListenFlags): Promise<number> {
  const app = openApp(folder)
  const vite = await loadVite('dev')
  await scanApp(app)
  useStoresOfEnvironment({ namesStores: app.config.stores !== undefined })
  let server: ViteDevServer
  const routes = freshRoutes(folder, () => server.environments['ssr'] as RunnableDevEnvironment)
  const config = await viteConfig(vite, app, 'serve', {
    server: { middlewareMode: true, ws: false },
    logLevel: 'warn',
    plugins: [watching(routes.changed)],
  })
  server = await vite.createServer(config)
  try {
    // Its answers show sources: they are for nobody else unless somebody says so.
    const running = await listen(logged(routes, console.log), flags, '127.0.0.1')
    console.log(`use-cache ${version()} serves ${app.root} at ${running.url}`)
    console.log(storesLine(app.config.stores ?? inUse.runtime.outer.byKind))
    await untilStopped()
    await running.close(1)
  } finally {
    await server.close()
  }
  return exitCodes.clean
}

type Changed = (event: string, path: string) => void

/** Tells of each file that changes, whatever server Vite has put into the place of the first since: it does so when the configuration changes. */
function watching(changed: Changed): Plugin {
  return {
    name: 'use-cache:dev',
    configureServer: ({ watcher }) => void watcher.on('all', changed),
  }
}

/** Routes, and what they were made of. */
interface Loaded {
  readonly routes: Routes
  readonly runner: ModuleRunner
  /** By the paths of their files. */
  readonly modules: ReadonlyMap<string, RouteModule>
}

/** The routes as the files say at the moment. Other ones when a file of the app directory came, went or changed, or a module that was loaded. */
function freshRoutes(
  folder: string,
  environment: () => RunnableDevEnvironment,
): Routes & { readonly changed: Changed } {
  let current: Promise<Loaded> | undefined
  let isBroken = false
  const broken = (): void => void (isBroken = true)
  return {
    changed(event, path) {
      if (hasServedName(path)) current = undefined
      if (event !== 'add' || !isBroken) return
      // It may be what an import has missed, and where imports lead Vite finds out once.
      environment().moduleGraph.invalidateAll()
      isBroken = false
    },
    async fetch(request, context) {
      try {
        const known = current
        if (known !== undefined && !isCurrent(await known, environment().runner) && known === current)
          current = undefined
        const { routes } = await (current ??= loadRoutes(folder, environment().runner, broken))
        return await routes.fetch(request, context)
      } catch (error) {
        current = undefined
        return told(error, `${request.method} ${new URL(request.url).pathname} failed`)
      }
    },
  }
}

/** Vite has let go of nothing of it. */
function isCurrent({ runner, modules }: Loaded, now: ModuleRunner): boolean {
  const isLoaded = ([path, module]: readonly [string, RouteModule]): boolean =>
    [...(runner.evaluatedModules.getModulesByFile(path) ?? [])].some(({ exports }) => exports === module)
  return runner === now && [...modules].every(isLoaded)
}

/** `broken`: told that a module could not be loaded. */
async function loadRoutes(folder: string, runner: ModuleRunner, broken: () => void): Promise<Loaded> {
  const app = openApp(folder)
  const modules = new Map<string, RouteModule>()
  const found = await scanApp(app, async (path) => {
    try {
      await runner.import(profilesModule)
      const module = await runner.import<RouteModule>(path)
      modules.set(path, module)
      return module
    } catch (error) {
      broken()
      throw error
    }
  })
  writeAppTypes(app, found)
  for (const text of conflictLines(found)) console.error(text)
  const { cacheComponents = false } = app.config
  const server = serverOptions(await serverConfigOf(app, runner))
  const onError = (error: unknown, failed: FailedRequest): Response => {
    const shown = showError(error, failed)
    return server.onError?.(error, failed) ?? shown
  }
  return { routes: createRoutes(found, { ...server, cacheComponents, onError }), runner, modules }
}

/** Loaded as the routes are: what Node has loaded is the first that it was. */
async function serverConfigOf({ config, configFile }: App, runner: ModuleRunner): Promise<ServerConfig | undefined> {
  if (config.server === undefined || configFile === undefined) return undefined
  return (await runner.import<{ readonly default: Config }>(configFile)).default.server
}

function showError(error: unknown, { request, route }: FailedRequest): Response {
  return told(error, `${request.method} ${new URL(request.url).pathname} failed in ${route.file}`)
}

/** The terminal and whoever asked are told the same. */
function told(error: unknown, what: string): Response {
  const text = stripVTControlCharacters(textOf(error))
  console.error(`${what}:\n${text}`)
  return new Response(`${text}\n`, { status: 500, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}

/** Of what the compiler found, the words and the frame; of what was thrown, the stack. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { loc, frame } = error as { loc?: { file?: string; line: number; column: number }; frame?: string }
  if (frame === undefined) return error.stack ?? error.message
  const place = loc === undefined ? '' : `${loc.file ?? ''}:${loc.line}:${loc.column + 1}\n`
  return `${place}${error.message}\n\n${frame}`
}
