import { createHash } from 'node:crypto'
import type { DevEnvironment, EnvironmentModuleNode } from 'vite'

/**
 * Versions for cached functions in dev, where modules change under a running cache: the hash of the module's text, and how often
 * something that it imports, however far away, was edited since the server started.
 */
export interface DevVersions {
  of(environment: string, id: string, code: string): string
  /** After an edit: the modules that depend on the changed ones get another version, and are compiled again to say so. */
  advance(environment: DevEnvironment, changed: readonly EnvironmentModuleNode[]): void
}

export function devVersions(): DevVersions {
  const edits = new Map<string, number>()
  const keyOf = (environment: string, id: string): string => `${environment}\0${id}`
  return {
    of(environment, id, code) {
      const key = keyOf(environment, id)
      const count = edits.get(key) ?? 0
      edits.set(key, count)
      const hash = createHash('sha256').update(code).digest('base64url').slice(0, 12)
      return count === 0 ? hash : `${hash}.${count}`
    },
    advance(environment, changed) {
      for (const module of withImporters(changed)) {
        const count = module.id === null ? undefined : edits.get(keyOf(environment.name, module.id))
        if (count === undefined) continue
        edits.set(keyOf(environment.name, module.id!), count + 1)
        environment.moduleGraph.invalidateModule(module)
      }
    },
  }
}

function withImporters(modules: Iterable<EnvironmentModuleNode>): Set<EnvironmentModuleNode> {
  const all = new Set(modules)
  // A set's iteration also visits what is added meanwhile.
  for (const module of all) for (const importer of module.importers) all.add(importer)
  return all
}
