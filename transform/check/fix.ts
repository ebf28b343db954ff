import { resolve } from 'node:path'
import { applyFixes } from './apply-fixes.ts'
import { check, type CheckOptions, type CheckReport } from './check.ts'
import { problem, type Problem } from './problem.ts'
import { whyNotWritable, writeSource } from './write-source.ts'

export interface FixOptions extends CheckOptions {
  /** Only find out what would change. */
  readonly dryRun: boolean
}

export interface FixReport extends CheckReport {
  /** How many findings are gone. */
  readonly fixed: number
  /** The files that the fixes have changed, or would change, in the order of their names. */
  readonly changes: readonly Change[]
}

export interface Change {
  /** Relative to `cwd`, as in findings. */
  readonly file: string
  readonly before: string
  readonly after: string
}

interface Draft extends Change {
  readonly path: string
  readonly fixed: number
}

/** One fix can make room for the next; what is not at rest by then is left to people. */
const mostRounds = 10

/** Checks, applies the fixes of what it finds, and checks again; what the report holds is what is left. Files are written whole or not at all, once their fixes are complete. */
export async function fix({ dryRun, ...options }: FixOptions): Promise<FixReport> {
  const drafts = new Map<string, Draft>()
  const problems = new Map<string, Problem>()
  const checkDrafts = (): Promise<CheckReport> => {
    return check({ ...options, unsaved: new Map([...drafts.values()].map(({ path, after }) => [path, after])) })
  }

  let report = await check(options)
  for (let round = 0; round < mostRounds && fixRound(report, options.cwd, drafts, problems); round++) {
    report = await checkDrafts()
    if (dropBroken(report, drafts, problems)) report = await checkDrafts()
  }

  if (!dryRun) {
    const known = problems.size
    for (const { path, file, before, after } of drafts.values()) {
      const refusal = writeSource(path, before, after)
      if (refusal !== undefined) problems.set(file, problem(`${file}: can't be fixed: ${refusal}. It is as it was.`))
    }
    for (const file of problems.keys()) drafts.delete(file)
    if (problems.size > known) report = await checkDrafts()
  }
  const changes = [...drafts.values()].toSorted((a, b) => (a.file < b.file ? -1 : 1))
  return {
    ...report,
    problems: [...report.problems, ...problems.values()],
    fixed: changes.reduce((sum, { fixed }) => sum + fixed, 0),
    changes,
  }
}

/** Applies what can be applied to the texts of a report; false if that was nothing. */
function fixRound(
  { diagnostics, texts }: CheckReport,
  cwd: string,
  drafts: Map<string, Draft>,
  problems: Map<string, Problem>,
): boolean {
  let isChanged = false
  for (const [file, found] of Map.groupBy(diagnostics, ({ file }) => file)) {
    const fixes = found.flatMap(({ fix }) => fix ?? [])
    const text = texts.get(file)
    if (fixes.length === 0 || text === undefined || problems.has(file)) continue
    const path = resolve(cwd, file)
    const refusal = drafts.has(file) ? undefined : whyNotWritable(path)
    if (refusal !== undefined) {
      problems.set(file, problem(`${file}: can't be fixed: ${refusal}.`))
      continue
    }
    const { text: after, applied } = applyFixes(text, fixes)
    const { before = text, fixed = 0 } = drafts.get(file) ?? {}
    drafts.set(file, { file, path, before, after, fixed: fixed + applied })
    isChanged = true
  }
  return isChanged
}

/** Nobody's file is to be worse for our fixes. */
function dropBroken({ diagnostics }: CheckReport, drafts: Map<string, Draft>, problems: Map<string, Problem>): boolean {
  const broken = diagnostics.filter(({ code, file }) => code === 'syntax-error' && drafts.has(file))
  for (const { file } of broken) {
    drafts.delete(file)
    const why = 'what its fixes make of it does not parse. This is a bug in use-cache; please report it with this file'
    problems.set(file, problem(`${file}: can't be fixed: ${why}.`))
  }
  return broken.length > 0
}
