/**
 * Follows `export { handler as GET } from './impl'` into the module that implements the handler: there, its body must not hold the directive either.
 */
import { checkModule, type ModuleReport, type Task } from './check-module.ts'
import { linkedFile } from './linked-file.ts'
import type { Placement } from './placement.ts'

/** The reports, with those of modules that implement handlers made anew; such modules outside the checked paths are added. */
export function checkHandlers(
  reports: readonly ModuleReport[],
  place: (path: string) => Placement,
  texts: ReadonlyMap<string, string>,
): readonly ModuleReport[] {
  const known = new Map(reports.map((report) => [report.path, report]))
  const handlers = new Map<string, NonNullable<Task['handlers']>>()

  for (const waiting = [...reports]; waiting.length > 0;) {
    const { path: importer, handlerLinks } = waiting.shift()!
    for (const { source, imported, method } of handlerLinks) {
      const path = linkedFile(source, importer)
      const asked = handlers.get(path ?? '') ?? []
      if (path === undefined || asked.some(({ exported }) => exported === imported)) continue
      handlers.set(path, [...asked, { exported: imported, method }])
      const text = texts.get(path)
      const task = { path, ...place(path), handlers: handlers.get(path)!, ...(text === undefined ? {} : { text }) }
      const report = checkModule(task)
      known.set(path, report)
      waiting.push(report)
    }
  }
  return [...known.values()]
}
