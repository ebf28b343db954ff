import { relative, sep } from 'node:path'
import { resolveOptions } from '../options.ts'
import type { Diagnostic } from '../report/diagnostic.ts'
import type { CachedFunction } from '../result.ts'
import type { CompilerOptions, ModuleReport } from './check-module.ts'
import { findFiles } from './find-files.ts'
import { noMemory, type Memory } from './memory.ts'
import { pick, type Picked } from './pick.ts'
import { placements, type Placement } from './placement.ts'
import { problem, type Problem } from './problem.ts'

export interface CheckOptions extends CompilerOptions {
  /** Files, folders and glob patterns. */
  readonly paths: readonly string[]
  /** What `paths`, and the `file` of every finding, are relative to. */
  readonly cwd: string
  /** Whether the files are what a build has written: then no directive may be left in them, and nothing else is looked for. */
  readonly output?: boolean
  /** What to check instead of the texts of files, by absolute path. */
  readonly unsaved?: ReadonlyMap<string, string>
  /** Finds what no file shows alone, as far as it concerns files that are checked; paths are absolute. */
  readonly acrossFiles?: (
    files: readonly string[],
    place: (path: string) => Placement,
  ) => Promise<readonly Diagnostic[]>
  /** Knows the files that an earlier check has seen as they are now: they are not checked again. */
  readonly memory?: Memory
  /** Called now and then, with the number of modules that are done and that there are. */
  readonly onProgress?: (done: number, total: number) => void
}

export interface CheckReport {
  /** How many files were looked at. */
  readonly files: number
  /** How many of them no memory knew. */
  readonly fresh: number
  /** The cached functions in the order of files and lines. Each `file` is relative to `cwd`, with `/`. */
  readonly functions: readonly CachedFunction[]
  /** The findings in the same order. */
  readonly diagnostics: readonly Diagnostic[]
  /** What kept the check from doing all that was asked for. */
  readonly problems: readonly Problem[]
  /** The text of each file with findings, by its `file`. */
  readonly texts: ReadonlyMap<string, string>
}

/**
 * Checks all files that the paths stand for.
 *
 * @throws TypeError for a compiler option outside its domain, ConfigError for a configuration that can't be used
 */
export async function check({
  paths,
  cwd,
  output = false,
  unsaved = new Map(),
  acrossFiles = () => Promise.resolve([]),
  memory = noMemory,
  onProgress,
  ...options
}: CheckOptions): Promise<CheckReport> {
  resolveOptions({ ...options, id: '' })
  const name = (path: string): string => relative(cwd, path).split(sep).join('/')
  const place = placements(cwd, options)
  const found = findFiles(paths, cwd)
  const picked = pick(found, { place, unsaved, name, memory })
  const tasks = picked.tasks.map((task) => ({ ...task, isOutput: output }))
  const reports = await checkAll({ ...picked, tasks }, place, unsaved, onProgress)
  const across = await acrossFiles(found.files, place)

  const order = new Map(found.files.map((file, index) => [file, index]))
  const rank = (path: string): number => order.get(path) ?? found.files.length
  const sorted = reports.toSorted((a, b) => rank(a.path) - rank(b.path) || (a.path < b.path ? -1 : 1))
  return {
    files: picked.files + reports.filter(({ path }) => !order.has(path)).length,
    fresh: picked.fresh,
    functions: sorted.flatMap(({ functions }) => functions.map((fn) => ({ ...fn, file: name(fn.file) }))),
    diagnostics: [...across, ...sorted.flatMap(({ diagnostics }) => diagnostics)]
      .toSorted((a, b) => rank(a.file) - rank(b.file))
      .map((diagnostic) => relocated(diagnostic, name)),
    problems: [...found.problems, ...picked.problems, ...failures(sorted, name)],
    texts: new Map(sorted.flatMap(({ path, text }) => (text === null ? [] : [[name(path), text]]))),
  }
}

async function checkAll(
  { tasks, reports: known }: Picked,
  place: (path: string) => Placement,
  unsaved: ReadonlyMap<string, string>,
  onProgress: CheckOptions['onProgress'],
): Promise<readonly ModuleReport[]> {
  const fresh = tasks.length > 0 ? await checkTasks(tasks, onProgress) : []
  const reports = [...known, ...fresh]
  if (reports.every(({ handlerLinks }) => handlerLinks.length === 0)) return reports
  const { checkHandlers } = await import('./check-handlers.ts')
  return checkHandlers(reports, place, unsaved)
}

async function checkTasks(tasks: Picked['tasks'], onProgress: CheckOptions['onProgress']): Promise<ModuleReport[]> {
  // The compiler is loaded only now: where no file has the directive, nobody waits for it.
  const { checkParallel } = await import('./check-parallel.ts')
  const bytes = tasks.reduce((sum, task) => sum + task.bytes, 0)
  // Other threads can't be handed functions.
  const plain = tasks.map((task) => {
    const { remember: _, ...plain } = task
    return plain
  })
  const reports = await checkParallel(plain, bytes, (taken) => onProgress?.(taken, tasks.length))
  const remember = new Map(tasks.map((task) => [task.path, task.remember]))
  for (const report of reports) remember.get(report.path)?.(report)
  return reports
}

function relocated(diagnostic: Diagnostic, name: (path: string) => string): Diagnostic {
  const { related } = diagnostic
  return {
    ...diagnostic,
    file: name(diagnostic.file),
    ...(related ? { related: related.map((place) => ({ ...place, file: name(place.file) })) } : {}),
  }
}

/** One problem for each reason: a parser that is not installed is told once, not for each file. */
function failures(reports: readonly ModuleReport[], name: (path: string) => string): readonly Problem[] {
  const files = Map.groupBy(
    reports.filter(({ failure }) => failure !== null),
    ({ failure }) => failure,
  )
  return [...files].map(([failure, [first, ...others]]) => {
    const also = others.length > 0 ? ` and ${others.length} more` : ''
    return problem(`${name(first!.path)}${also}: ${failure}`)
  })
}
