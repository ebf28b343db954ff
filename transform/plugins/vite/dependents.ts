import type { Environment } from 'vite'

/** Which compiled modules have versions that depend on a file. In dev they are compiled again when it was edited, though their own text is as it was. */
export interface Dependents {
  note(environment: Environment, id: string, files: readonly string[]): void
  forget(environment: Environment, file: string): void
}

export function dependents(): Dependents {
  const byEnvironment = new WeakMap<Environment, Map<string, ReadonlySet<string>>>()
  return {
    note(environment, id, files) {
      if (environment.mode !== 'dev') return
      const known = byEnvironment.get(environment) ?? new Map<string, ReadonlySet<string>>()
      byEnvironment.set(environment, known.set(id, new Set(files)))
    },
    forget(environment, file) {
      if (environment.mode !== 'dev') return
      for (const [id, files] of byEnvironment.get(environment) ?? []) {
        const module = files.has(file) ? environment.moduleGraph.getModuleById(id) : undefined
        if (module !== undefined) environment.moduleGraph.invalidateModule(module)
      }
    },
  }
}
