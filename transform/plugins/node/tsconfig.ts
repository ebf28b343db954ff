/** The `tsconfig.json` that governs a file: the nearest one above it, `extends` followed, as `tsc` and editors see it. */
import { dirname } from 'node:path'
import { createPathsMatcher, getTsconfig, type TsConfigJsonResolved } from 'get-tsconfig'

export type CompilerOptions = NonNullable<TsConfigJsonResolved['compilerOptions']>

interface Project {
  readonly options: CompilerOptions
  /** What `paths` and `baseUrl` make of a specifier: files to try, without extensions. */
  readonly aliases: (specifier: string) => readonly string[]
}

const projects = new Map<string, Project>()
const reads = new Map<string, unknown>()

export function projectOf(file: string): Project {
  const directory = dirname(file)
  let project = projects.get(directory)
  if (project === undefined) projects.set(directory, (project = readProject(directory)))
  return project
}

function readProject(directory: string): Project {
  const found = getTsconfig(directory, 'tsconfig.json', reads)
  return {
    options: found?.config.compilerOptions ?? {},
    aliases: (found && createPathsMatcher(found)) ?? (() => []),
  }
}
