import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Route } from '../routes/manifest.ts'
import { routeMethods } from '../routes/methods.ts'
import { linkedFile } from '../transform/check/linked-file.ts'
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

/** What a file exports under the name of a method. `?` where that cannot be read. */
function methodsOf({ root }: App, { file, kind }: Route): readonly string[] {
  if (kind === 'metadata') return ['GET']
  const exported = new Set(exportedBy(join(root, file), new Set()))
  return [...routeMethods, unreadable].filter((name) => exported.has(name))
}

const unreadable = '?'

/** Also what a module hands on of others: `export * from './handlers.ts'`. */
function* exportedBy(path: string | undefined, seen: Set<string>): Generator<string> {
  if (path === undefined) return yield unreadable
  if (seen.has(path)) return
  seen.add(path)
  const reading = readBabel(readFileSync(path, 'utf8'), { id: path })
  if (!('facts' in reading)) return yield unreadable
  for (const { form, exported, source } of reading.facts.exports) {
    if (form === 'all') yield* exportedBy(linkedFile(source ?? '', path), seen)
    else yield exported
  }
}
