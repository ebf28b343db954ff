import { check, type CheckReport } from '../transform/check/check.ts'
import type { FixReport } from '../transform/check/fix.ts'
import { exitCodes, Refusal } from './exit.ts'
import type { CheckFlags, Format } from './flags.ts'
import { errorsOnly, printProblems, printReport, warningsOf } from './print-report.ts'
import { routeConflicts } from './route-conflicts.ts'
import { bar, count, progressLine } from './terminal.ts'
import { version } from '../transform/version.ts'

/** `use-cache check`: findings and a summary go to stdout, what could not be done to stderr. */
export async function checkCommand(paths: readonly string[], flags: CheckFlags): Promise<number> {
  const { format, fix, dryRun = false, quiet, maxWarnings = Infinity, watch, ...options } = flags
  if (dryRun && !fix)
    throw new Refusal('--dry-run shows what --fix would change. Say both: use-cache check --fix --dry-run')
  if (fix && flags.output)
    throw new Refusal('--fix mends sources. What a build has written is mended by building again.')
  const started = performance.now()
  const progress = progressLine(process.stderr)
  const task = {
    ...options,
    paths,
    cwd: process.cwd(),
    ...(flags.output ? {} : { acrossFiles: routeConflicts }),
    onProgress: (done: number, total: number) =>
      progress.show(() => `checking ${count(total, 'module')} ${bar(done / total)}`),
  }
  if (watch) {
    const { refuseBesideWatch, watchCheck } = await import('./watch.ts')
    refuseBesideWatch(flags)
    return watchCheck(task, quiet === true, () => progress.clear())
  }
  const fixes = fix ? await (await import('../transform/check/fix.ts')).fix({ ...task, dryRun }) : undefined
  const found = fixes ?? (await check(task))
  const report = quiet ? errorsOnly(found) : found
  progress.clear()

  printProblems(report)
  if (format !== 'pretty') {
    process.stdout.write(await forMachines(report, format, fixes?.fixed))
  } else if (report.files > 0) {
    if (fixes && dryRun) await printDiffs(fixes)
    await printReport(report, { warnings: warningsOf(found), milliseconds: performance.now() - started })
    if (fixes) console.log(summaryOf(fixes, dryRun))
  }
  const warnings = warningsOf(found)
  if (warnings <= maxWarnings) return exitCode(report)
  console.error(`error: ${count(warnings, 'warning')}, and --max-warnings allows ${maxWarnings}.`)
  return Math.max(exitCode(report), exitCodes.errors)
}

async function printDiffs({ changes }: FixReport): Promise<void> {
  if (changes.length === 0) return
  const { unifiedDiff } = await import('../transform/report/format/unified-diff.ts')
  for (const { file, before, after } of changes) console.log(unifiedDiff(file, before, after))
}

function summaryOf({ fixed, changes }: FixReport, dryRun: boolean): string {
  const where = fixed > 0 ? ` in ${count(changes.length, 'file')}` : ''
  return `${count(fixed, 'finding')} ${dryRun ? 'would be fixed' : 'fixed'}${where}.`
}

async function forMachines(
  report: CheckReport,
  format: Exclude<Format, 'pretty'>,
  fixed: number | undefined,
): Promise<string> {
  const { files, functions, diagnostics } = report
  switch (format) {
    case 'json': {
      const { json } = await import('../transform/report/format/json.ts')
      return `${json(files, functions, diagnostics, fixed)}\n`
    }
    case 'sarif': {
      const { sarif } = await import('../transform/report/format/sarif.ts')
      return `${sarif(diagnostics, version())}\n`
    }
    case 'github':
      return (await import('../transform/report/format/github.ts')).github(diagnostics)
    case 'unix':
      return (await import('../transform/report/format/unix.ts')).unix(diagnostics)
  }
}

function exitCode({ problems, diagnostics }: CheckReport): number {
  if (problems.some(({ severity }) => severity === 'error')) return exitCodes.failed
  return diagnostics.some(({ severity }) => severity === 'error') ? exitCodes.errors : exitCodes.clean
}
