import { routeFile } from '../attempt.ts'
import type { ExportFact, ImportFact, ModuleFacts, PropertyFact, ValueFact } from '../facts.ts'
import type { Span } from '../source.ts'

/** The HTTP methods that a route file may export. */
export const httpMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']

/**
 * True for `app/**\/route.{ts,tsx,mts,js,jsx,mjs}`: a file named `route` below the app directory, private folders (`_x`) excluded.
 * `path` is relative to the project root.
 */
export function isRouteFile(path: string, appDirectory: string | undefined): boolean {
  const app = routeFile.test(path) ? appDirectoryOf(path, appDirectory) : undefined
  return app !== undefined && !path.slice(app.length).includes('/_')
}

/** The app directory that a file stands in: the configured one (`src/app`), or else the first folder that is called `app`. */
export function appDirectoryOf(path: string, configured: string | undefined): string | undefined {
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

/** Finds what implements the given exports: declared here, assigned, aliased, referenced, or handed to calls. */
export function findHandlers(facts: ModuleFacts, exports: readonly HandlerExport[]): Handlers {
  const functions = new Map<number, string>()
  const links: HandlerLink[] = []
  for (const handler of exports) {
    for (const found of implementersOf(facts, handler)) {
      if (typeof found !== 'number') links.push(found)
      else if (!functions.has(found)) functions.set(found, handler.method)
    }
  }
  return { functions, links }
}

function implementersOf(facts: ModuleFacts, handler: HandlerExport): readonly (number | HandlerLink)[] {
  const exports = facts.exports.filter(({ exported, form }) => exported === handler.exported || form === 'all')
  return [
    ...exports.flatMap((exported) => implementersBehind(facts, exported, handler)),
    ...assignedInScript(facts, handler.exported),
  ]
}

function implementersBehind(
  facts: ModuleFacts,
  exported: ExportFact,
  { exported: name, method }: HandlerExport,
): readonly (number | HandlerLink)[] {
  const { source, local, form, span } = exported
  if (source !== null) return [{ source, imported: form === 'all' ? name : local!, method, span }]
  return implementationsOf(facts, exported, method).map((found) =>
    typeof found === 'number' ? found : { source: found.source, imported: found.imported, method, span },
  )
}

/** The index of a function of this module, or what another one exports. */
type Implementation = number | ImportFact

function implementationsOf(
  facts: ModuleFacts,
  { value, local }: ExportFact,
  method: string,
): readonly Implementation[] {
  const look = (deep: boolean): readonly Implementation[] => {
    const search = { facts, method, deep, visited: new Set<string>() }
    return value ? inValue(search, value) : inName(search, local!)
  }
  const obvious = look(false)
  return [obvious, look(true)].find((found) => found.some((one) => typeof one === 'number')) ?? obvious
}

interface Search {
  readonly facts: ModuleFacts
  readonly method: string
  /** Whether any function in a list, or the only one in an object, will do. */
  readonly deep: boolean
  readonly visited: Set<string>
}

function inName(search: Search, name: string): readonly Implementation[] {
  const { facts, visited } = search
  if (visited.has(name)) return []
  visited.add(name)
  return [
    ...facts.values.filter((named) => named.name === name).flatMap(({ value }) => inValue(search, value)),
    ...facts.imports.filter(({ local, typeOnly }) => local === name && !typeOnly),
  ]
}

function inValue(search: Search, value: ValueFact): readonly Implementation[] {
  switch (value.type) {
    case 'function':
      return [value.function]
    case 'name':
      return inName(search, value.name)
    case 'choice':
      return value.options.flatMap((option) => inValue(search, option))
    case 'call':
      return inCall(search, value)
    case 'member':
      return inMember(search, value)
    case 'array':
      return search.deep ? lastIn(search, value.elements) : []
    case 'object':
      return inObject(search, value)
    default:
      return []
  }
}

/** `(() => handler)()`; of `withAuth(getUser, handler)` the last argument that is a function; the `handler` of `handler.bind(null)`. */
function inCall(search: Search, call: ValueFact & { readonly type: 'call' }): readonly Implementation[] {
  const { callee } = call
  if (callee.type === 'function') {
    const { returns } = search.facts.functions[callee.function]!
    return returns.flatMap(({ value }) => (value ? inValue(search, value) : []))
  }
  const found = lastIn(search, call.arguments)
  if (found.length > 0 || callee.type !== 'member') return found
  return inValue(search, callee.object).filter((found) => typeof found === 'number')
}

/** What is imported may be anything, such as options: a function of this module goes before it. */
function lastIn(search: Search, values: readonly ValueFact[]): readonly Implementation[] {
  const found = values.map((value) => inValue(search, value))
  return (
    found.findLast((each) => each.some((one) => typeof one === 'number')) ??
    found.findLast((each) => each.length > 0) ??
    []
  )
}

/** `createRoute({ handler })`, `createHandlers({ GET })` */
function inObject(search: Search, { properties }: ValueFact & { readonly type: 'object' }): readonly Implementation[] {
  const named = properties.find(({ name }) => name === search.method || name === 'handler' || name === 'fetch')
  if (named) return inValue(search, named.value)
  const found = search.deep ? properties.map(({ value }) => inValue(search, value)) : []
  const [only = [], ...others] = found.filter((each) => each.length > 0)
  return others.length === 0 ? only : []
}

function inMember(search: Search, value: ValueFact & { readonly type: 'member' }): readonly Implementation[] {
  const { object, property } = value
  if (object.type === 'call') return inValue(search, object)
  if (object.type === 'array')
    return object.elements.slice(Number(property), Number(property) + 1).flatMap((element) => inValue(search, element))
  const members = propertiesOf(search.facts, object, new Set()).filter(({ name }) => name === property)
  return [...members.flatMap((member) => inValue(search, member.value)), ...inNamespace(search.facts, object, property)]
}

/** `Api.get` of `namespace Api { export async function get() {} }` */
function inNamespace({ values, functions }: ModuleFacts, object: ValueFact, property: string): readonly number[] {
  if (object.type !== 'name' || !values.some(({ kind, name }) => kind === 'namespace' && name === object.name))
    return []
  return functions.flatMap(({ path }, index) => (path.join('.') === `${object.name}.${property}` ? [index] : []))
}

/** `exports.GET = …`, `module.exports = { GET() {} }` */
function assignedInScript({ format, functions }: ModuleFacts, method: string): readonly number[] {
  if (format === 'esm') return []
  return functions.flatMap(({ path, nested }, index) =>
    !nested && path.findLast((name) => name !== '') === method ? [index] : [],
  )
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
