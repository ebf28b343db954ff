import type { ModuleFacts, PropertyFact, ValueFact } from '../facts.ts'

/** The HTTP methods that a route file may export. */
export const httpMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']

/**
 * True for `app/**\/route.{ts,tsx,mts,js,jsx,mjs}`: a file named `route` below a folder named `app`, private folders (`_x`) excluded.
 * `path` is relative to the project root. With `appDirectory` only that folder counts (`src/app`).
 */
export function isRouteFile(path: string, appDirectory?: string): boolean {
  if (!/(?:^|\/)route\.(?:tsx?|jsx?|mts|mjs)$/.test(path)) return false
  const folder = appDirectory === undefined ? /^(?:.*?\/)?app\//.exec(path)?.[0] : `${appDirectory.replace(/^\.\/|\/$/g, "")}/`
  if (folder === undefined || !path.startsWith(folder)) return false
  return !path.slice(folder.length).split('/').some((segment) => segment.startsWith('_'))
}

/** The functions that are, or implement, an exported HTTP method: function index → method. */
export function handlers(facts: ModuleFacts): Map<number, string> {
  const found = new Map<number, string>()
  for (const exported of facts.exports) {
    if (exported.source !== null || !httpMethods.includes(exported.exported)) continue
    const implementations = exported.value
      ? implementationsOf(facts, exported.value, new Set())
      : implementationsOfName(facts, exported.local ?? exported.exported, new Set())
    for (const index of implementations) if (!found.has(index)) found.set(index, exported.exported)
  }
  return found
}

function implementationsOfName(facts: ModuleFacts, name: string, visited: Set<string>): number[] {
  if (visited.has(name)) return []
  visited.add(name)
  return facts.values.filter((value) => value.name === name).flatMap(({ value }) => implementationsOf(facts, value, visited))
}

function implementationsOf(facts: ModuleFacts, value: ValueFact, visited: Set<string>): number[] {
  switch (value.type) {
    case 'function':
      return [value.function]
    case 'name':
      return implementationsOfName(facts, value.name, visited)
    case 'choice':
      return value.options.flatMap((option) => implementationsOf(facts, option, visited))
    case 'call':
      // withAuth(handler), withAuth(async () => {…}), handler.bind(null)
      return [...(value.callee.type === 'member' ? [value.callee.object] : []), ...value.arguments].flatMap((part) =>
        implementationsOf(facts, part, visited),
      )
    case 'member':
      if (value.object.type === 'call') return implementationsOf(facts, value.object, visited)
      return propertiesOf(facts, value.object, new Set())
        .filter((property) => property.name === value.property)
        .flatMap((property) => implementationsOf(facts, property.value, visited))
    default:
      return []
  }
}

function propertiesOf(facts: ModuleFacts, value: ValueFact, visited: Set<string>): readonly PropertyFact[] {
  if (value.type === 'object') return value.properties
  if (value.type === 'class') return value.members
  if (value.type !== 'name' || visited.has(value.name)) return []
  visited.add(value.name)
  return facts.values.filter((named) => named.name === value.name).flatMap((named) => propertiesOf(facts, named.value, visited))
}
