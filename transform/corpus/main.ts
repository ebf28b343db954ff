/** `npm run corpus`: does everything hold of code that others wrote? */
import { Command } from 'commander'
import { exitCodes } from '../../cli/exit.ts'
import { checkPackage } from './check-package.ts'
import { download } from './download.ts'
import { sources } from './packages.ts'
import { heading, lineOf, reasonsOf, type Row, total } from './table.ts'

const command = new Command('npm run corpus --')
  .description(
    'Takes the sources of large packages from npm, which must hold nothing wrong; then caches every async function in them that may be, and checks what comes out.',
  )
  .argument('[packages...]', `some of them only: ${sources.map(({ name }) => name).join(', ')}`)
  .addHelpText('after', '\nExit codes: 0 everything holds, 1 something does not, 2 a package could not be had.')
  .showHelpAfterError()
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCodes.clean : exitCodes.failed))
  .parse()
process.exitCode = await main(command.args)

async function main(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => sources.every((source) => source.name !== name))
  if (unknown.length > 0) command.error(`error: not in the corpus: ${unknown.join(', ')}`)
  const chosen = sources.filter(({ name }) => names.length === 0 || names.includes(name))
  const rows: Row[] = []
  let failures = 0
  let missing = 0
  console.log(heading)
  for (const source of chosen) {
    const folder = await download(source).catch((error: Error) => error)
    if (folder instanceof Error) {
      missing++
      console.error(`${source.name}: could not be had from npm: ${folder.message}`)
      continue
    }
    const row = checkPackage(source, folder, (file, error) => {
      failures++
      console.error(`\n${file}\n${error.message}`)
    })
    rows.push(row)
    console.log(lineOf(row))
  }
  console.log(lineOf(total(rows)))
  console.log(`\nNot cached, by reason: ${reasonsOf(total(rows))}`)
  console.log(`${failures} failed`)
  return missing > 0 ? exitCodes.failed : failures > 0 ? exitCodes.errors : exitCodes.clean
}
