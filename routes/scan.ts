import { readFileSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, posix, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { conflictsOf, type Conflict, type PlacedFile } from './conflicts.ts'
import type { Manifest, Route, RouteModule } from './manifest.ts'
import { metadataFileOf, type MetadataFile } from './metadata/metadata-file.ts'
import { metadataModule, staticModule } from './metadata/metadata-module.ts'
import { patternOf } from './pattern.ts'
import { servedFilesIn } from './served-files.ts'

/** What an app directory holds. */
export interface Scan extends Manifest {
  /** The app directory, relative to the root: `app` or `src/app`. */
  readonly appDirectory: string
  /** Why these routes cannot all be served; empty in a sound app. */
  readonly conflicts: readonly Conflict[]
}

/** What `scan` takes beside the root of the app. */
export interface ScanOptions {
  /** Relative to the root. By default `app`, or else `src/app`. */
  readonly appDirectory?: string
  /** Loads the module of a file. By default `import()`. */
  readonly load?: (path: string) => Promise<RouteModule>
}

/** A file of the app directory that counts. */
interface Found extends PlacedFile {
  readonly metadata: MetadataFile | null
}

/** Finds the routes of the app below `root`. Throws when there is no app directory, or not the one that was asked for. */
export async function scan(root: string, options: ScanOptions = {}): Promise<Scan> {
  const appDirectory = findAppDirectory(root, options.appDirectory)
  const load = options.load ?? ((path: string): Promise<RouteModule> => import(pathToFileURL(path).href))
  const files = await filesIn(root, appDirectory)
  const routes = files.filter((found) => found.kind === 'route').map((found) => routeOf(root, found, load))
  return { appDirectory, routes, conflicts: conflictsAmong(root, files) }
}

/** Why the routes of an app directory cannot all be served. */
export async function conflictsIn(root: string, appDirectory: string): Promise<readonly Conflict[]> {
  return conflictsAmong(root, await filesIn(root, appDirectory))
}

async function filesIn(root: string, appDirectory: string): Promise<readonly Found[]> {
  const paths = await servedFilesIn(join(root, appDirectory))
  return paths.flatMap((path) => findingOf(root, appDirectory, path))
}

function conflictsAmong(root: string, files: readonly Found[]): readonly Conflict[] {
  return [...conflictsOf(files), ...files.flatMap((found) => tooLarge(root, found))]
}

function findAppDirectory(root: string, asked: string | undefined): string {
  const found = (asked === undefined ? ['app', 'src/app'] : [asked]).find((directory) =>
    isFolder(join(root, directory)),
  )
  if (found !== undefined) return found
  const folder = relative(process.cwd(), root).split(sep).join('/') || 'this folder'
  const advice =
    asked === undefined
      ? 'Create `app/` (or `src/app/`) and put a `route.ts` into it.'
      : `\`appDirectory\` is ${JSON.stringify(asked)}, and there is no such folder.`
  throw new Error(`There is no app directory in ${folder}. ${advice}`)
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

function findingOf(root: string, appDirectory: string, path: string): Found[] {
  const file = `${appDirectory}/${path}`
  const [, name] = /^(route|page)\.(?:tsx?|jsx?|mts|mjs)$/.exec(posix.basename(path)) ?? []
  if (name !== undefined) {
    const pattern = patternOf(posix.dirname(path).replace(/^\.$/, ''))
    return pattern === null ? [] : [{ kind: name as Found['kind'], pattern, file, metadata: null }]
  }
  const metadata = metadataFileOf(path, () => readFileSync(join(root, file), 'utf8'))
  return metadata === null ? [] : [{ kind: 'route', pattern: metadata.pattern, file, metadata }]
}

function routeOf(
  root: string,
  { pattern, file, metadata }: Found,
  load: (path: string) => Promise<RouteModule>,
): Route {
  const path = join(root, file)
  if (metadata === null) return { pattern, file, load: () => load(path) }
  return {
    pattern,
    file,
    kind: 'metadata',
    load: metadata.code
      ? async () => metadataModule(metadata, file, await load(path))
      : async () => staticModule(new Uint8Array(await readFile(path)), metadata.contentType),
  }
}

function tooLarge(root: string, { file, metadata }: Found): Conflict[] {
  const limit = metadata?.maxBytes ?? null
  if (limit === null || statSync(join(root, file)).size <= limit) return []
  const megabytes = limit / 1024 / 1024
  return [
    {
      code: 'metadata-too-large',
      message: `${file} is larger than ${megabytes} MB, and the sites that show it refuse such images.`,
      help: 'Make the image smaller.',
      files: [file],
    },
  ]
}
