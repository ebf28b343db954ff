import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Route } from '../routes/manifest.ts'
import { routeMethods } from '../routes/methods.ts'
import { readBabel } from '../transform/read/babel.ts'
import { type App, conflictLines, openApp, scanApp } from './app.ts'
import { exitCodes } from './exit.ts'
import { table } from './table.ts'

/** `use-cache routes`: which file answers which paths and methods. Nothing of the app is run. */
export async function routesCommand(folder: string): Promise<number> {
  const app = openApp(folder)
  const found = await scanApp(app)
  const rows = found.routes
    .toSorted((one, other) => (one.pattern < other.pattern ? -1 : 1))
    .map((route) => [route.pattern, methodsOf(app, route).join(' '), route.file])
  console.log(table([['route', 'methods', 'file'], ...rows]))
  for (const line of conflictLines(found)) console.error(`\n${line}`)
  return found.conflicts.length > 0 ? exitCodes.errors : exitCodes.clean
}

/** What a file exports under the name of a method. `?` when it does not parse. */
function methodsOf({ root }: App, { file, kind }: Route): readonly string[] {
  if (kind === 'metadata') return ['GET']
  const path = join(root, file)
  const reading = readBabel(readFileSync(path, 'utf8'), { id: path })
  if (!('facts' in reading)) return ['?']
  const exported = new Set(reading.facts.exports.map(({ exported }) => exported))
  return routeMethods.filter((method) => exported.has(method))
}
