import { stripVTControlCharacters } from 'node:util'
import type { RunnableDevEnvironment, ViteDevServer } from 'vite'
import { createRoutes, type Routes } from '../routes/create-routes.ts'
import type { FailedRequest } from '../routes/failure.ts'
import type { RouteModule } from '../routes/manifest.ts'
import { type App, conflictLines, openApp, scanApp, writeAppTypes } from './app.ts'
import { exitCodes } from './exit.ts'
import { listen, type ListenFlags } from './listen.ts'
import { logged } from './request-log.ts'
import { untilStopped } from './until-stopped.ts'
import { version } from './version.ts'
import { loadVite, viteConfig } from './vite.ts'

/** `use-cache dev`: serves an app from its sources until it is stopped. What changes is seen by the next request. */
export async function devCommand(folder: string, flags: ListenFlags): Promise<number> {
  const app = openApp(folder)
  const vite = await loadVite('dev')
  const config = await viteConfig(vite, app, 'serve', { server: { middlewareMode: true, ws: false }, logLevel: 'warn' })
  await scanApp(app)
  const server = await vite.createServer(config)
  try {
    const running = await listen(logged(freshRoutes(app, server), console.log), flags)
    console.log(`use-cache ${version()} serves ${app.root} at ${running.url}`)
    await untilStopped()
    await running.close(1)
  } finally {
    await server.close()
  }
  return exitCodes.clean
}

/** The routes as the files say at the moment. */
function freshRoutes(app: App, server: ViteDevServer): Routes {
  let current: Promise<Routes> | undefined
  const forget = (): void => void (current = undefined)
  afterChanges(server, forget)
  return {
    async fetch(request, context) {
      const loading = (current ??= loadRoutes(app, server))
      loading.catch(forget)
      return (await loading).fetch(request, context)
    },
  }
}

/** Once when a file has changed, and once more when Vite has let go of the modules made from it. */
function afterChanges(server: ViteDevServer, changed: () => void): void {
  server.watcher.on('all', changed)
  const { hot } = server.environments['ssr']
  const send = hot.send.bind(hot)
  hot.send = (...args: readonly unknown[]): void => {
    send(...(args as Parameters<typeof send>))
    setTimeout(changed, 20)
  }
}

async function loadRoutes(app: App, server: ViteDevServer): Promise<Routes> {
  const { runner } = server.environments['ssr'] as RunnableDevEnvironment
  const found = await scanApp(app, (path): Promise<RouteModule> => runner.import(path))
  writeAppTypes(app, found)
  for (const text of conflictLines(found)) console.error(text)
  const { cacheComponents = false } = app.config
  return createRoutes(found, { cacheComponents, onError: showError })
}

/** The terminal and whoever asked are told the same. */
function showError(error: unknown, { request, route }: FailedRequest): Response {
  const text = stripVTControlCharacters(textOf(error))
  console.error(`${request.method} ${new URL(request.url).pathname} failed in ${route.file}:\n${text}`)
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
