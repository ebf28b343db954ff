import { openApp, scanApp, writeAppTypes } from './app.ts'
import { exitCodes } from './exit.ts'
import { count } from './terminal.ts'

/** `use-cache typegen`: writes the types of the routes; the answer names the files that have changed. */
export async function typegenCommand(folder: string): Promise<number> {
  const app = openApp(folder)
  const found = await scanApp(app)
  const changed = writeAppTypes(app, found)
  for (const path of changed) console.log(path)
  console.error(
    `Types for ${count(found.routes.length, 'route')}: ${changed.length === 0 ? 'nothing has changed' : 'written'}.`,
  )
  return exitCodes.clean
}
