import { check, type CheckReport } from '../transform/check/check.ts'
import { exitCodes } from './exit.ts'
import { version, type CompilerFlags, type Format } from './program.ts'
import { count, hasColor, progressLine } from './terminal.ts'

/** `use-cache check`: findings and a summary go to stdout, what could not be done to stderr. */
export async function checkCommand(
  paths: readonly string[],
  { format, ...options }: CompilerFlags & { readonly format: Format },
): Promise<number> {
  const started = performance.now()
  const progress = progressLine(process.stderr)
  const report = await check({
    ...options,
    paths,
    cwd: process.cwd(),
    onProgress: (done, total) => progress.show(() => `checking ${count(total, 'module')}: ${done} done`),
  })
  progress.clear()

  for (const { severity, message } of report.problems) console.error(`${severity}: ${message}`)
  if (format !== 'pretty') process.stdout.write(await forMachines(report, format))
  else if (report.files > 0) await printPretty(report, performance.now() - started)
  return exitCode(report)
}

async function forMachines(report: CheckReport, format: Exclude<Format, 'pretty'>): Promise<string> {
  const { files, functions, diagnostics } = report
  switch (format) {
    case 'json': {
      const { json } = await import('../transform/report/format/json.ts')
      return `${json(files, functions, diagnostics)}\n`
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

async function printPretty({ files, functions, diagnostics, texts }: CheckReport, milliseconds: number): Promise<void> {
  if (diagnostics.length > 0) {
    const { pretty } = await import('../transform/report/format/pretty.ts')
    const color = hasColor(process.stdout)
    for (const diagnostic of diagnostics) console.log(`${pretty(diagnostic, texts.get(diagnostic.file), { color })}\n`)
  }
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const seconds = (milliseconds / 1000).toFixed(2)
  const found = [
    count(functions.length, 'cached function'),
    count(errors, 'error'),
    count(diagnostics.length - errors, 'warning'),
  ]
  console.log(`${count(files, 'file')} checked in ${seconds} s: ${found.join(', ')}.`)
}

function exitCode({ problems, diagnostics }: CheckReport): number {
  if (problems.some(({ severity }) => severity === 'error')) return exitCodes.failed
  return diagnostics.some(({ severity }) => severity === 'error') ? exitCodes.errors : exitCodes.clean
}
