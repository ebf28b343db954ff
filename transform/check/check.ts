import { relative, sep } from 'node:path'
import { isWorthReading } from '../attempt.ts'
import { resolveOptions } from '../options.ts'
import type { Diagnostic } from '../report/diagnostic.ts'
import type { CachedFunction } from '../result.ts'
import type { CompilerOptions, ModuleReport, Task } from './check-module.ts'
import { findFiles, type FoundFiles } from './find-files.ts'
import { placements, type Placement } from './placement.ts'
import { note, problem, type Problem } from './problem.ts'
import { readSource } from './read-source.ts'

export interface CheckOptions extends CompilerOptions {
  /** Files, folders and glob patterns. */
  readonly paths: readonly string[]
  /** What `paths`, and the `file` of every finding, are relative to. */
  readonly cwd: string
  /** What to check instead of the texts of files, by absolute path. */
  readonly unsaved?: ReadonlyMap<string, string>
  /** Finds what no file shows alone, in all files that are checked; paths are absolute. */
  readonly acrossFiles?: (files: readonly string[], place: (path: string) => Placement) => readonly Diagnostic[]
  /** Called now and then, with the number of modules that are done and that there are. */
  readonly onProgress?: (done: number, total: number) => void
}

export interface CheckReport {
  /** How many files were looked at. */
  readonly files: number
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
  unsaved = new Map(),
  acrossFiles = () => [],
  onProgress,
  ...options
}: CheckOptions): Promise<CheckReport> {
  resolveOptions({ ...options, id: '' })
  const name = (path: string): string => relative(cwd, path).split(sep).join('/')
  const place = placements(cwd, options)
  const found = findFiles(paths, cwd)
  const picked = pick(found, place, unsaved, name)
  const reports = picked.tasks.length > 0 ? await checkAll(picked, place, unsaved, onProgress) : []

  const order = new Map(found.files.map((file, index) => [file, index]))
  const rank = (path: string): number => order.get(path) ?? found.files.length
  const sorted = reports.toSorted((a, b) => rank(a.path) - rank(b.path) || (a.path < b.path ? -1 : 1))
  return {
    files: picked.files + reports.filter(({ path }) => !order.has(path)).length,
    functions: sorted.flatMap(({ functions }) => functions.map((fn) => ({ ...fn, file: name(fn.file) }))),
    diagnostics: [...acrossFiles(found.files, place), ...sorted.flatMap(({ diagnostics }) => diagnostics)]
      .toSorted((a, b) => rank(a.file) - rank(b.file))
      .map((diagnostic) => relocated(diagnostic, name)),
    problems: [...found.problems, ...picked.problems, ...failures(sorted, name)],
    texts: new Map(sorted.flatMap(({ path, text }) => (text === null ? [] : [[name(path), text]]))),
  }
}

interface Picked {
  /** The files that the compiler must look at. */
  readonly tasks: readonly Task[]
  /** How much text that is. */
  readonly bytes: number
  /** How many files could be read. */
  readonly files: number
  readonly problems: readonly Problem[]
}

/** Sorts out what leaves at the door; the others come largest first, so that threads finish together. */
function pick(
  { files, named }: FoundFiles,
  place: (path: string) => Placement,
  unsaved: ReadonlyMap<string, string>,
  name: (path: string) => string,
): Picked {
  const tasks: (Task & { readonly bytes: number })[] = []
  const problems: Problem[] = []
  let readable = 0
  for (const path of files) {
    const reading = readSource(path)
    if ('refusal' in reading) {
      problems.push(problem(`${name(path)}: can't be read: ${reading.refusal}.`))
    } else if ('binary' in reading) {
      problems.push(
        named.has(path)
          ? problem(`${name(path)}: a binary file, not source text.`)
          : note(`${name(path)}: skipped, it is a binary file.`),
      )
    } else {
      readable++
      const placement = place(path)
      const text = unsaved.get(path)
      if (!isWorthReading(text ?? reading.text, relative(placement.root, path))) continue
      if (reading.invalid) problems.push(note(`${name(path)}: not valid UTF-8; the bytes that are not read as U+FFFD.`))
      tasks.push({ path, ...placement, bytes: reading.bytes, ...(text === undefined ? {} : { text }) })
    }
  }
  tasks.sort((a, b) => b.bytes - a.bytes)
  return { tasks, problems, bytes: tasks.reduce((sum, { bytes }) => sum + bytes, 0), files: readable }
}

async function checkAll(
  { tasks, bytes }: Picked,
  place: (path: string) => Placement,
  unsaved: ReadonlyMap<string, string>,
  onProgress: CheckOptions['onProgress'],
): Promise<readonly ModuleReport[]> {
  // The compiler is loaded only now: where no file has the directive, nobody waits for it.
  const { checkParallel } = await import('./check-parallel.ts')
  const reports = await checkParallel(tasks, bytes, (taken) => onProgress?.(taken, tasks.length))
  if (reports.every(({ handlerLinks }) => handlerLinks.length === 0)) return reports
  const { checkHandlers } = await import('./check-handlers.ts')
  return checkHandlers(reports, place, unsaved)
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
