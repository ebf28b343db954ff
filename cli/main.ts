import { CommanderError } from 'commander'
import { ConfigError } from '../config/load.ts'
import { json } from '../transform/report/format/json.ts'
import { exitCodes, Refusal } from './exit.ts'
import { program } from './program.ts'

/** Runs one command. Resolves to the process's exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.clean
  try {
    await program((code) => (exitCode = code)).parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.clean
    if (!(error instanceof CommanderError)) console.error(`error: ${messageOf(error)}`)
    if (asksForJson(argv)) console.log(json(0, [], []))
    return exitCodes.failed
  }
}

/** What people can mend is said in a sentence; what only we can, with its stack. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const isTheirs =
    error instanceof Refusal ||
    error instanceof ConfigError ||
    (error instanceof TypeError && error.message.startsWith('transform:'))
  return isTheirs ? error.message : (error.stack ?? error.message)
}

function asksForJson(argv: readonly string[]): boolean {
  return argv.includes('--format=json') || argv[argv.indexOf('--format') + 1] === 'json'
}
