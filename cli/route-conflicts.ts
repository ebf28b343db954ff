import { basename, join, relative, sep } from 'node:path'
import type { Conflict } from '../routes/conflicts.ts'
import type { Placement } from '../transform/check/placement.ts'
import { appDirectoryOf } from '../transform/decide/routes.ts'
import type { Diagnostic, DiagnosticCode } from '../transform/index.ts'
import { catalogue } from '../transform/report/catalogue.ts'
import { printable } from '../transform/report/printable.ts'
import { bySeverity } from '../transform/report/severities.ts'

/** What keeps the routes of an app from being served together, as far as it concerns checked files. `paths` are absolute, and so is the `file` of each finding. */
export async function routeConflicts(
  paths: readonly string[],
  place: (path: string) => Placement,
): Promise<readonly Diagnostic[]> {
  const apps = appsOf(paths, place)
  if (apps.length === 0) return []
  const { conflictsIn } = await import('../routes/scan.ts')
  const checked = new Set(paths)
  const found = apps.map(async ({ root, options, app }) => {
    const conflicts = await conflictsIn(root, app)
    return bySeverity(
      conflicts.flatMap((conflict) => diagnosticsOf(conflict, root, checked)),
      options.severities ?? {},
    )
  })
  return (await Promise.all(found)).flat()
}

interface PlacedApp extends Placement {
  /** The app directory, relative to the root. */
  readonly app: string
}

/** The app directories in which the paths stand. */
function appsOf(paths: readonly string[], place: (path: string) => Placement): readonly PlacedApp[] {
  const apps = new Map<string, PlacedApp>()
  for (const path of paths) {
    const { root, options } = place(path)
    const app = appDirectoryOf(relative(root, path).split(sep).join('/'), options.appDirectory)
    if (app !== undefined) apps.set(join(root, app), { root, options, app })
  }
  return [...apps.values()]
}

/** The finding stands at the start of a checked file, if possible of the later route, and names the other one. */
function diagnosticsOf(
  { code: conflict, message, help, files }: Conflict,
  root: string,
  checked: ReadonlySet<string>,
): Diagnostic[] {
  const code = diagnosticCodes[conflict]
  const paths = files.map((file) => join(root, file))
  const known = paths.filter((path) => checked.has(path))
  const file = known.findLast(isRoute) ?? known.at(-1)
  if (code === undefined || file === undefined) return []
  const others = paths.filter((path) => path !== file)
  const related = others.map((other) => ({ message: 'The other file.', file: other, span: start }))
  const { severity } = catalogue[code]
  return [
    {
      code,
      severity,
      message: printable(message),
      help,
      file,
      span: start,
      ...(related.length > 0 ? { related } : {}),
    },
  ]
}

/** What a conflict is called in findings, where `use-cache explain` knows it. An image that is too large is nothing that a check reads. */
export const diagnosticCodes: Readonly<Record<Conflict['code'], DiagnosticCode | undefined>> = {
  'route-page-conflict': 'route-page-conflict',
  'route-duplicate': 'route-duplicate',
  'route-parameter-names': 'route-invalid-path',
  'route-parameter-repeated': 'route-invalid-path',
  'route-catch-all-not-last': 'route-invalid-path',
  'route-segment-invalid': 'route-invalid-path',
  'metadata-too-large': undefined,
}

function isRoute(path: string): boolean {
  return basename(path).startsWith('route.')
}

const start: Diagnostic['span'] = {
  start: { line: 1, column: 0, offset: 0 },
  end: { line: 1, column: 0, offset: 0 },
}
