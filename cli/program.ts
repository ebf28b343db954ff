import { Command, InvalidArgumentError, Option } from 'commander'
import type { BuildFlags } from './build.ts'
import { Refusal } from './exit.ts'
import { type CheckFlags, type CompilerFlags, formats } from './flags.ts'
import type { ListenFlags } from './listen.ts'
import type { StoreFlags } from './store.ts'
import type { StartFlags } from './start.ts'
import { version } from '../transform/version.ts'

const intro = `Finds and compiles functions that contain 'use cache'.`
const outro = `
Exit codes: 0 nothing wrong, 1 errors found, 2 something could not be done.
`

type Exit = (code: number) => void

/** The command line. Each command hands its exit code to `exit`. */
export function program(exit: Exit): Command {
  const program = new Command('use-cache')
    .description(intro)
    .version(version(), '-v, --version')
    .exitOverride()
    .addHelpText('after', outro)
  program.showHelpAfterError('Run `use-cache --help` to see what there is.')

  compilerCommands(program, exit)
  appCommands(program, exit)
  storeCommands(program.command('store').description('look into the stores of the configuration, and empty them'), exit)

  return program
}

/** What people ask about single files and codes. */
function compilerCommands(program: Command, exit: Exit): void {
  compilerOptions(program.command('check'))
    .description('check files and say what is wrong with their cached functions')
    .argument('[paths...]', 'files, folders or glob patterns', ['.'])
    .addOption(new Option('--format <format>', 'how to print the findings').choices(formats).default('pretty'))
    .option('--fix', 'mend what a machine can mend, and say what is left')
    .option('--dry-run', 'with --fix: print what would change as a diff, and change nothing')
    .option('--quiet', 'show errors only; warnings still count')
    .addOption(
      new Option('--max-warnings <n>', 'more warnings than this are a failure: exit code 1').argParser(wholeNumber),
    )
    .option('--watch', 'check again what changes, until Ctrl-C')
    .option('--output', 'the paths are what a build has written: find directives that were not compiled')
    .action(async (paths: string[], options: CheckFlags, { args }: Command) => {
      if (options.output && args.length === 0)
        throw new Refusal(
          '--output looks at what a build has written. Say where that is: use-cache check --output dist',
        )
      const { checkCommand } = await import('./check.ts')
      exit(await checkCommand(paths, options))
    })

  compilerOptions(program.command('transform'))
    .description('print what the compiler makes of a file')
    .argument('<file>')
    .option('--map', 'append the source map, as a comment that tools read')
    .action(async (file: string, options: CompilerFlags & { map?: true }) => {
      const { transformCommand } = await import('./transform.ts')
      exit(transformCommand(file, options))
    })

  program
    .command('explain')
    .description('say what a code means, with a wrong and a right example')
    .argument('[code]', 'for example `handler-directive`; without one, all codes are listed')
    .action(async (code: string | undefined) => {
      const { explainCommand } = await import('./explain.ts')
      exit(explainCommand(code))
    })
}

/** What serves an app, and what is known of its routes. */
function appCommands(program: Command, exit: Exit): void {
  serverOptions(program.command('dev'), 'this machine alone')
    .description('serve an app from its sources; what changes is seen by the next request')
    .argument('[folder]', folderOfApp, '.')
    .action(async (folder: string, options: ListenFlags) => {
      const { devCommand } = await import('./dev.ts')
      exit(await devCommand(folder, options))
    })

  program
    .command('build')
    .description('compile an app, and make the answers that can be made ahead of time')
    .argument('[folder]', folderOfApp, '.')
    .addOption(outOption())
    .addOption(
      new Option('--timeout <seconds>', 'how long one path may take to be made ahead of time (default: 60)').argParser(
        wholeNumber,
      ),
    )
    .action(async (folder: string, options: BuildFlags) => {
      const { buildCommand } = await import('./build.ts')
      exit(await buildCommand(folder, options))
      endSoon()
    })

  serverOptions(program.command('start'), 'all addresses')
    .description('serve what build has made')
    .argument('[folder]', folderOfApp, '.')
    .addOption(outOption())
    .action(async (folder: string, options: StartFlags) => {
      const { startCommand } = await import('./start.ts')
      exit(await startCommand(folder, options))
      endSoon()
    })

  program
    .command('routes')
    .description('list the routes of an app: paths, methods and files')
    .argument('[folder]', folderOfApp, '.')
    .action(async (folder: string) => {
      const { routesCommand } = await import('./routes.ts')
      exit(await routesCommand(folder))
    })

  program
    .command('typegen')
    .description("write the types of an app's routes")
    .argument('[folder]', folderOfApp, '.')
    .action(async (folder: string) => {
      const { typegenCommand } = await import('./typegen.ts')
      exit(await typegenCommand(folder))
    })
}

/** What the app has opened, such as a database, does not keep the process alive. */
function endSoon(): void {
  setTimeout(() => process.exit(), 200).unref()
}

const folderOfApp = "the app's folder"

function outOption(): Option {
  return new Option('--out <folder>', 'where the build is, relative to the app').default('dist')
}

function serverOptions(command: Command, usual: string): Command {
  return command
    .addOption(
      new Option('-p, --port <number>', 'the port to listen on (default: PORT, or 3000)').argParser(wholeNumber),
    )
    .option('-H, --host <address>', `the address to listen on (default: HOST, or ${usual})`)
}

function storeCommands(store: Command, exit: Exit): void {
  const command = (name: string, description: string): Command =>
    store
      .command(name)
      .description(description)
      .option('--kind <kind>', 'the store of this kind alone')
      .option('--json', 'print JSON, for programs')
  command('ls', 'list what is kept')
    .argument('[filter]', 'a part of the name of a function, or a tag')
    .addOption(new Option('--limit <n>', 'no more than this many').argParser(wholeNumber))
    .action(async (filter: string | undefined, flags: StoreFlags) => {
      exit(await (await import('./store.ts')).listCommand(filter, flags))
    })
  command('get', 'show one result, with its value')
    .argument('<key>', 'as `ls` prints it')
    .action(async (key: string, flags: StoreFlags) => exit(await (await import('./store.ts')).getCommand(key, flags)))
  command('stats', 'how many results there are, and what they take').action(async (flags: StoreFlags) => {
    exit(await (await import('./store.ts')).statsCommand(flags))
  })
  command('prune', 'remove what has expired and what old versions left').action(async (flags: StoreFlags) => {
    exit(await (await import('./store.ts')).pruneCommand(flags))
  })
  command('clear', 'remove everything; processes that run notice')
    .option('--yes', 'without asking')
    .action(async (flags: StoreFlags) => exit(await (await import('./store.ts')).clearCommand(flags)))
}

function compilerOptions(command: Command): Command {
  return command
    .addOption(new Option('--parser <name>', 'which parser reads the files').choices(['auto', 'babel', 'swc', 'oxc']))
    .addOption(
      new Option(
        '--kinds <names>',
        "kinds beside default, remote and private, separated by commas: tenant for 'use cache: tenant'",
      ).argParser(list),
    )
    .addOption(
      new Option('--profiles <names>', "the app's own cacheLife profiles, separated by commas").argParser(list),
    )
    .option('--cache-components', 'the app runs with Cache Components: segment config in route files is an error')
}

function wholeNumber(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('It must be a whole number, such as 0.')
  return Number(value)
}

function list(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, ...value.split(',').map((name) => name.trim())]
}
