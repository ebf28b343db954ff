import { existsSync } from 'node:fs'
import { join, posix, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { glob } from 'tinyglobby'
import { conflictsOf, type Conflict, type PlacedFile } from './conflicts.ts'
import type { Manifest, Route, RouteModule } from './manifest.ts'
import { patternOf } from './pattern.ts'

/** What an app directory holds. */
export interface Scan extends Manifest {
  /** The app directory, relative to the root: `app` or `src/app`. */
  readonly appDirectory: string
  /** Why these routes cannot all be served; empty in a sound app. */
  readonly conflicts: readonly Conflict[]
}

export interface ScanOptions {
  /** Relative to the root. By default `app`, or else `src/app`. */
  readonly appDirectory?: string
  /** Loads a route's module. By default `import()`. */
  readonly load?: (path: string) => Promise<RouteModule>
}

/** Finds the routes of the app below `root`. Throws when there is no app directory. */
export async function scan(root: string, options: ScanOptions = {}): Promise<Scan> {
  const appDirectory = options.appDirectory ?? findAppDirectory(root)
  const load = options.load ?? ((path: string): Promise<RouteModule> => import(pathToFileURL(path).href))
  const paths = await glob('**/{route,page}.{ts,tsx,mts,js,jsx,mjs}', {
    cwd: join(root, appDirectory),
    ignore: ['**/node_modules/**'],
  })
  const files = paths.toSorted().flatMap((path) => placed(appDirectory, path))
  const routes = files
    .filter((file) => file.kind === 'route')
    .map(({ pattern, file }): Route => ({ pattern, file, load: () => load(join(root, file)) }))
  return { appDirectory, routes, conflicts: conflictsOf(files) }
}

function findAppDirectory(root: string): string {
  const found = ['app', 'src/app'].find((directory) => existsSync(join(root, directory)))
  if (found !== undefined) return found
  const folder = relative(process.cwd(), root).split(sep).join('/') || '.'
  throw new Error(
    `There is no app directory in ${folder}. Create \`app/\` (or \`src/app/\`) and put a \`route.ts\` into it.`,
  )
}

function placed(appDirectory: string, path: string): PlacedFile[] {
  const pattern = patternOf(posix.dirname(path).replace(/^\.$/, ''))
  if (pattern === null) return []
  return [
    { kind: posix.basename(path).startsWith('route.') ? 'route' : 'page', pattern, file: `${appDirectory}/${path}` },
  ]
}
