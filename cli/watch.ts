import { setTimeout as pause } from 'node:timers/promises'
import { ConfigError } from '../config/load.ts'
import { check, type CheckOptions, type CheckReport } from '../transform/check/check.ts'
import { memory } from '../transform/check/memory.ts'
import { watchFolders } from '../transform/check/watch-folders.ts'
import { watchedFolders } from '../transform/check/watched-folders.ts'
import { exitCodes, Refusal } from './exit.ts'
import { errorsOnly, printProblems, printReport, warningsOf } from './print-report.ts'
import type { CheckFlags } from './flags.ts'
import { untilStopped } from './until-stopped.ts'

/** What stands together is one change: editors and tools write files one after the other, and some of them twice. */
const settling = 50

/** @throws Refusal for what means nothing while files are watched */
export function refuseBesideWatch({ format, fix, maxWarnings }: CheckFlags): void {
  if (fix)
    throw new Refusal(
      '--watch says what is wrong while you edit; --fix would change files under your hands. Run use-cache check --fix alone.',
    )
  if (format !== 'pretty') throw new Refusal(`--watch prints for people. Leave --format ${format} out.`)
  if (maxWarnings !== undefined) throw new Refusal('--max-warnings decides an exit code, and --watch ends with 0.')
}

/** `use-cache check --watch`: checks again what changes, until Ctrl-C. */
export async function watchCheck(options: CheckOptions, quiet: boolean, clearProgress: () => void): Promise<number> {
  const known = memory()
  const changes = changeSignal()
  const watched = watchFolders(changes.tell)
  const over = untilStopped().then(() => true)
  let last: string | undefined

  const round = async (): Promise<void> => {
    const started = performance.now()
    // Watched before it is read: what happens from here on is another round's.
    const failure = watched.watch(watchedFolders(options.paths, options.cwd))
    const outcome = await outcomeOf(() => check({ ...options, memory: known }))
    clearProgress()
    const said = saidBy(outcome)
    const isFresh = !(outcome instanceof ConfigError) && outcome.fresh > 0
    if (said === last && !isFresh) return
    last = said
    if (process.stdout.isTTY) process.stdout.write('\u001B[2J\u001B[3J\u001B[H')
    if (failure !== undefined) console.error(`note: ${failure}.`)
    if (outcome instanceof ConfigError) return console.error(`error: ${outcome.message}`)
    printProblems(outcome)
    const warnings = warningsOf(outcome)
    await printReport(quiet ? errorsOnly(outcome) : outcome, { warnings, milliseconds: performance.now() - started })
  }

  do await Promise.race([round(), over])
  while (!(await Promise.race([over, changes.next()])))
  watched.close()
  return exitCodes.clean
}

async function outcomeOf(work: () => Promise<CheckReport>): Promise<CheckReport | ConfigError> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ConfigError) return error
    throw error
  }
}

/** What a round has to say, to be compared with what the round before has said. */
function saidBy(outcome: CheckReport | ConfigError): string {
  if (outcome instanceof ConfigError) return outcome.message
  const { files, diagnostics, problems, functions } = outcome
  return JSON.stringify([files, functions.length, diagnostics, problems])
}

interface ChangeSignal {
  readonly tell: () => void
  /** Resolves when there has been a change, and what belongs to it has settled. */
  next(): Promise<false>
}

function changeSignal(): ChangeSignal {
  let signal = Promise.withResolvers<void>()
  return {
    tell: () => signal.resolve(),
    async next() {
      await signal.promise
      await pause(settling)
      signal = Promise.withResolvers()
      return false
    },
  }
}
