/** What hosts have in common that compile one file at a time: Babel, SWC, Jest. */
import { isAbsolute } from 'node:path'
import type { ModuleFormat } from '../options.ts'
import { isCompiled } from '../examine.ts'
import { compileModuleSync, mayConcern, type ModuleOutcome } from './compile-module.ts'
import { throwErrors } from './findings-thrown.ts'
import type { UseCacheOptions } from './host-project.ts'
import { noteModule } from './merged-manifest.ts'
import { projectRoot } from './node/package.ts'
import { openProjects } from './open-projects.ts'
import { isOwnCode } from './own-code.ts'

/** The options of every host, and one for those that know nothing of an output. */
export interface SingleFileOptions extends UseCacheOptions {
  /** The folder to write `use-cache.manifest.json` to, from the project's root: `'dist'`. Default: none is written. */
  readonly manifest?: string
}

const projects = openProjects()

/** Undefined for a module that there is nothing to do for. Throws when something is wrong with it. */
export function compileFile(
  text: string,
  file: string,
  directory: string,
  { manifest, ...options }: SingleFileOptions,
  format?: ModuleFormat,
): ModuleOutcome | undefined {
  const concerns = mayConcern(text, file)
  if (isOwnCode(file) || (!concerns && manifest === undefined)) return undefined
  const project = projects(projectRoot(directory), options)
  const compiled = concerns ? compileModuleSync(project, text, file, format) : undefined
  throwErrors(compiled?.diagnostics ?? [], text)
  if (manifest !== undefined && isAbsolute(file) && !isCompiled(text, file))
    noteModule(project.root, manifest, file, compiled?.functions ?? [])
  return compiled
}
