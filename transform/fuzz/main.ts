/** `npm run fuzz`: random programs until one fails, in batches on all threads. */
import { availableParallelism } from 'node:os'
import { Command, InvalidArgumentError, Option } from 'commander'
import { exitCodes } from '../../cli/exit.ts'
import { describeFailure, hunt, kinds } from './hunt.ts'
import { search, type SearchOptions } from './search.ts'

interface Flags extends SearchOptions {
  readonly path?: string
}

const command = new Command('npm run fuzz --')
  .description('Compiles random programs and checks what must hold of each; ends at the first of which it does not.')
  .option('--seed <n>', 'where to begin; the same number makes the same programs', wholeNumber, Date.now() % 1e9)
  .option('--runs <n>', 'how many programs', wholeNumber, 20_000)
  .option('--minutes <n>', 'how long, whatever the number of programs', positive)
  .option('--jobs <n>', 'how many processes', wholeNumber, availableParallelism())
  .addOption(new Option('--kind <kind>', 'only programs that run, or only modules that need not').choices(kinds))
  .option('--path <path>', 'where a failure of the seed and kind was found: checks it alone')
  .addHelpText('after', '\nExit codes: 0 everything holds, 1 a program was found of which something does not.')
  .parse()

const { path, ...options } = command.opts<Flags>()
const failure = path === undefined ? await search(options) : await again(path, options)
if (failure !== undefined) {
  console.log(`Failed: ${failure}`)
  process.exitCode = exitCodes.errors
}

async function again(path: string, { seed, kind = 'running' }: SearchOptions): Promise<string | undefined> {
  const failure = await hunt({ seed, kind, path, runs: 1 })
  return failure && describeFailure(failure)
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}

function positive(text: string): number {
  const value = Number(text)
  if (!(value > 0)) throw new InvalidArgumentError('It must be a positive number.')
  return value
}
