import { randomUUID } from 'node:crypto'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, posix, relative, sep } from 'node:path'
import process from 'node:process'
import type { Rolldown } from 'vite'
import type { Route } from '../routes/manifest.ts'
import {
  collectPrerendered,
  prerender,
  type PrerenderedRoute,
  type PrerenderOptions,
} from '../routes/prerender/prerender.ts'
import { writePrerendered } from '../routes/prerender/prerendered.ts'
import { type Scan, scan } from '../routes/scan.ts'
import { servedFilesIn } from '../routes/served-files.ts'
import { findFiles } from '../transform/check/find-files.ts'
import { profilesModule } from '../transform/plugins/vite/configured-profiles.ts'
import { type App, conflictLines, openApp, scanApp, writeAppTypes } from './app.ts'
import { buildFolder, emptyBuildFolder } from './build-folder.ts'
import { type BuildInfo, configureFile, infoFile, prerenderedFolder } from './build-info.ts'
import { buildReport } from './build-report.ts'
import { checkCommand } from './check.ts'
import { exitCodes } from './exit.ts'
import { progressLine } from './terminal.ts'
import { useStoresOfEnvironment } from './stores-of-environment.ts'
import { loadVite, viteConfig } from './vite.ts'

export interface BuildFlags {
  readonly out: string
  /** Seconds that one path may take to be made ahead of time. */
  readonly timeout?: number
}

/** `use-cache build`: compiles an app into a folder that runs without Vite and without its sources, makes the answers that can be made ahead of time, and says which and why. */
export async function buildCommand(folder: string, { out, timeout }: BuildFlags): Promise<number> {
  const app = openApp(folder)
  const found = await scanApp(app)
  const target = buildFolder(app.root, found.appDirectory, out)
  if (await hasErrors(app, found, target)) return exitCodes.errors
  writeAppTypes(app, found)
  process.env['NODE_ENV'] ??= 'production'
  await bundle(app, found, target)
  const { cacheComponents = false, stores } = app.config
  const info: BuildInfo = {
    format: 1,
    appDirectory: found.appDirectory,
    cacheComponents,
    namesStores: stores !== undefined,
    build: randomUUID(),
  }
  useStoresOfEnvironment(info)
  const results = await makeAhead(app, info, target, timeout)
  console.log(await buildReport(results, new Map(found.routes.map(({ pattern, file }) => [pattern, file]))))
  if (results.some(({ outcome }) => outcome === 'failed')) return exitCodes.errors
  await writeFile(join(target, infoFile), `${JSON.stringify(info, null, 2)}\n`)
  return exitCodes.clean
}

/** All findings at once, before anything is written: in what git does not ignore, but for hidden folders and what was built before. */
async function hasErrors({ root }: App, found: Scan, target: string): Promise<boolean> {
  const lines = conflictLines(found)
  for (const text of lines) console.error(text)
  const sources = findFiles([root], root).files.filter((file) => !file.startsWith(target + sep))
  const names = new Set(sources.map((file) => relative(root, file).split(sep)[0]!))
  const paths = [...names].filter((name) => !name.startsWith('.')).map((name) => join(root, name))
  const code = await checkCommand(paths, { format: 'pretty', quiet: true })
  return lines.length > 0 || code !== exitCodes.clean
}

/** The modules under `routes/`; and below the app directory, files of the old names that lead to them, so that the folder is read like an app. */
async function bundle(app: App, { appDirectory, routes }: Scan, target: string): Promise<void> {
  const vite = await loadVite('build')
  const modules = routes.filter(({ file }) => isCode.test(file))
  const input = {
    configure: profilesModule,
    ...(app.config.server && app.configFile && { config: app.configFile }),
    ...Object.fromEntries(modules.map(({ file }, index) => [`${index}`, join(app.root, file)])),
  }
  await emptyBuildFolder(target)
  await mkdir(join(target, appDirectory), { recursive: true })
  if (modules.length > 0) {
    const config = await viteConfig(vite, app, 'build', {
      logLevel: 'warn',
      // One runtime for what is built and for who serves it, also where the package is linked.
      ssr: { external: ['use-cache'] },
      build: {
        ssr: true,
        outDir: target,
        emptyOutDir: false,
        sourcemap: true,
        target: 'node22',
        rolldownOptions: {
          input,
          output: { entryFileNames: 'routes/[name].js', chunkFileNames: 'routes/[name]-[hash].js' },
        },
      },
    })
    const built = [(await vite.build(config)) as Rolldown.RolldownOutput].flat()
    const entries = built
      .flatMap(({ output }) => output)
      .flatMap((made) => (made.type === 'chunk' && made.isEntry ? [[made.name, made.exports] as const] : []))
    const exported = new Map(entries)
    await Promise.all(modules.map((route, index) => writeLink(route, `${index}`, exported, target)))
  }
  await writeFile(join(target, 'package.json'), '{ "type": "module" }\n')
  await copyFiles(app, appDirectory, target)
}

const isCode = /\.(?:tsx?|jsx?|mts|mjs)$/

/** What is exported is named, so that the link alone says where a special file is served. The runtime is configured first, for routes that cache nothing and invalidate what others cache. */
async function writeLink(
  { file }: Route,
  name: string,
  exported: ReadonlyMap<string, readonly string[]>,
  target: string,
): Promise<void> {
  const link = file.replace(isCode, '.js')
  const specifierOf = (path: string): string => JSON.stringify(posix.relative(posix.dirname(link), path))
  const names = exported.get(name)?.filter((name) => /^[\w$]+$/.test(name)) ?? []
  await mkdir(dirname(join(target, link)), { recursive: true })
  await writeFile(
    join(target, link),
    `import ${specifierOf(configureFile)}\nexport { ${names.join(', ')} } from ${specifierOf(`routes/${name}.js`)}\n`,
  )
}

/** Icons, `robots.txt` and the like, with the texts that describe them. */
async function copyFiles({ root }: App, appDirectory: string, target: string): Promise<void> {
  const files = await servedFilesIn(join(root, appDirectory))
  for (const file of files.filter((file) => !isCode.test(file))) {
    await cp(join(root, appDirectory, file), join(target, appDirectory, file))
  }
}

async function makeAhead(
  { root }: App,
  { appDirectory, cacheComponents }: BuildInfo,
  target: string,
  timeoutSeconds: number | undefined,
): Promise<readonly PrerenderedRoute[]> {
  // So that reasons name lines of the sources.
  process.setSourceMapsEnabled(true)
  const progress = progressLine(process.stderr)
  let at = ''
  const showing = setInterval(() => progress.show(() => `making ${at}`), 100)
  const options: PrerenderOptions = {
    cacheComponents,
    root,
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    onBegin: ({ pattern, file }, path) => (at = `${path ?? pattern} (${file})`),
  }
  const results: PrerenderedRoute[] = []
  for await (const result of prerender(await scan(target, { appDirectory }), options)) results.push(result)
  clearInterval(showing)
  progress.clear()
  await writePrerendered(join(target, prerenderedFolder), collectPrerendered(results))
  return results
}
