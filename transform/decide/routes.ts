import { routeFile } from '../attempt.ts'
import type { ImportFact, ModuleFacts, PropertyFact, ValueFact } from '../facts.ts'
import type { Span } from '../source.ts'

/** The HTTP methods that a route file may export. */
export const httpMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']

/**
 * True for `app/**\/route.{ts,tsx,mts,js,jsx,mjs}`: a file named `route` below the app directory, private folders (`_x`) excluded.
 * `path` is relative to the project root.
 */
export function isRouteFile(path: string, appDirectory?: string): boolean {
  const app = routeFile.test(path) ? appDirectoryOf(path, appDirectory) : undefined
  return app !== undefined && !path.slice(app.length).includes('/_')
}

/** The app directory that a file stands in: the configured one (`src/app`), or else the first folder that is called `app`. */
export function appDirectoryOf(path: string, configured?: string): string | undefined {
  const app = configured?.replace(/^\.\/|\/+$/g, '') ?? /^(?:.*?\/)??app(?=\/)/.exec(path)?.[0]
  return app !== undefined && path.startsWith(`${app}/`) ? app : undefined
}

/** An exported handler: under which name, for which method, and (outside route files) which route uses it. */
export interface HandlerExport {
  readonly exported: string
  readonly method: string
}

/** Every method that a route file may export, under its own name. */
export const routeExports: readonly HandlerExport[] = httpMethods.map((method) => ({ exported: method, method }))

/** What implements the handlers of a module. */
export interface Handlers {
  /** Function index → method. */
  readonly functions: ReadonlyMap<number, string>
  /** Handlers that another module implements: `export { GET } from './impl'`, `import { handler } from './impl'; export { handler as GET }`. */
  readonly links: readonly HandlerLink[]
}

export interface HandlerLink {
  /** The specifier as written. */
  readonly source: string
  /** The name that the other module exports; `*` for `export * from`. */
  readonly imported: string
  readonly method: string
  /** The export in this module. */
  readonly span: Span
}

/** Finds what implements the given exports: declared here, assigned, aliased, referenced, or wrapped in calls. */
export function findHandlers(facts: ModuleFacts, exports: readonly HandlerExport[]): Handlers {
  const functions = new Map<number, string>()
  const links: HandlerLink[] = []
  for (const { exported: name, method } of exports) {
    for (const exported of facts.exports) {
      if (exported.exported !== name && exported.form !== 'all') continue
      if (exported.source !== null) {
        links.push({
          source: exported.source,
          imported: exported.form === 'all' ? name : exported.local!,
          method,
          span: exported.span,
        })
        continue
      }
      const found: Implementations = { functions: [], imports: [] }
      if (exported.value) follow(facts, exported.value, found, new Set())
      else followName(facts, exported.local!, found, new Set())
      for (const index of found.functions) if (!functions.has(index)) functions.set(index, method)
      for (const { source, imported } of found.imports) links.push({ source, imported, method, span: exported.span })
    }
  }
  return { functions, links }
}

interface Implementations {
  readonly functions: number[]
  readonly imports: ImportFact[]
}

function followName(facts: ModuleFacts, name: string, found: Implementations, visited: Set<string>): void {
  if (visited.has(name)) return
  visited.add(name)
  for (const named of facts.values) if (named.name === name) follow(facts, named.value, found, visited)
  found.imports.push(...facts.imports.filter(({ local, typeOnly }) => local === name && !typeOnly))
}

function follow(facts: ModuleFacts, value: ValueFact, found: Implementations, visited: Set<string>): void {
  switch (value.type) {
    case 'function':
      found.functions.push(value.function)
      return
    case 'name':
      return followName(facts, value.name, found, visited)
    case 'choice':
      for (const option of value.options) follow(facts, option, found, visited)
      return
    case 'call':
      // withAuth(handler), withAuth(async () => {…}), handler.bind(null)
      if (value.callee.type === 'member') follow(facts, value.callee.object, found, visited)
      for (const argument of value.arguments) follow(facts, argument, found, visited)
      return
    case 'member':
      if (value.object.type === 'call') return follow(facts, value.object, found, visited)
      for (const { name, value: member } of propertiesOf(facts, value.object, new Set())) {
        if (name === value.property) follow(facts, member, found, visited)
      }
      return
    default:
  }
}

function propertiesOf(facts: ModuleFacts, value: ValueFact, visited: Set<string>): readonly PropertyFact[] {
  if (value.type === 'object') return value.properties
  if (value.type === 'class') return value.members
  if (value.type !== 'name' || visited.has(value.name)) return []
  visited.add(value.name)
  return facts.values
    .filter((named) => named.name === value.name)
    .flatMap((named) => propertiesOf(facts, named.value, visited))
}
