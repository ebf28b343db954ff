import { posix, relative, sep } from 'node:path'
import { conflictsOf, type Conflict, type PlacedFile } from '../routes/conflicts.ts'
import { patternOf } from '../routes/pattern.ts'
import type { Placement } from '../transform/check/placement.ts'
import type { Diagnostic } from '../transform/index.ts'
import { appDirectoryOf } from '../transform/decide/routes.ts'
import { catalogue } from '../transform/report/catalogue.ts'
import { bySeverity } from '../transform/report/severities.ts'

/** Routes and pages that answer the same paths, among the checked files of each project. `paths` are absolute, and so is the `file` of each finding. */
export function routeConflicts(paths: readonly string[], place: (path: string) => Placement): readonly Diagnostic[] {
  const placed = paths.flatMap((path) => (isRouteOrPage.test(path) ? [{ path, ...place(path) }] : []))
  return [...Map.groupBy(placed, ({ root }) => root)].flatMap(([root, files]) => {
    const { options } = files[0]!
    const known = new Map(files.map(({ path }) => [relative(root, path).split(sep).join('/'), path]))
    const inApps = Map.groupBy(
      [...known.keys()].flatMap((file) => placedIn(file, options.appDirectory)),
      ({ app }) => app,
    )
    const conflicts = [...inApps.values()].flatMap((files) => conflictsOf(files))
    return bySeverity(
      conflicts.flatMap((conflict) => diagnosticsOf(conflict, known)),
      options.severities ?? {},
    )
  })
}

const isRouteOrPage = /(?:^|[\\/])(?:route|page)\.(?:tsx?|jsx?|mts|mjs)$/

/** Where a file stands below its app directory. */
function placedIn(file: string, appDirectory?: string): (PlacedFile & { readonly app: string })[] {
  const app = appDirectoryOf(file, appDirectory)
  if (app === undefined) return []
  const pattern = patternOf(posix.dirname(file.slice(app.length + 1)).replace(/^\.$/, ''))
  const kind = posix.basename(file).startsWith('route.') ? 'route' : 'page'
  return pattern === null ? [] : [{ app, kind, pattern, file }]
}

/** The finding stands at the start of the route, and names the other file. */
function diagnosticsOf({ code, message, help, files }: Conflict, paths: ReadonlyMap<string, string>): Diagnostic[] {
  if (code !== 'route-page-conflict' && code !== 'route-duplicate') return []
  const [first = '', second = ''] = files
  const [file, other] = isRoute(second) ? [second, first] : [first, second]
  const related = [{ message: 'The other file.', file: paths.get(other)!, span: start }]
  return [{ code, severity: catalogue[code].severity, message, help, file: paths.get(file)!, span: start, related }]
}

function isRoute(file: string): boolean {
  return posix.basename(file).startsWith('route.')
}

const start: Diagnostic['span'] = {
  start: { line: 1, column: 0, offset: 0 },
  end: { line: 1, column: 0, offset: 0 },
}
