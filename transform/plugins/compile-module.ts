/** One module on its way through a host: compiled, with its imports of Next's modules led to ours. */
import remapping from '@jridgewell/remapping'
import { isWorthReading, type Diagnostic, type ModuleFormat } from '../index.ts'
import { isDependency } from '../module-id.ts'
import type { HostProject } from './host-project.ts'
import { mayImportNext, withoutNext } from './next-imports.ts'
import { declaredFormat } from './node/package.ts'
import { runtimePrelude } from './profiles.ts'
import type { ModuleOptions, Versioned, VersionedFunction } from './versioned.ts'

export interface CompiledModule {
  readonly code: string
  /** Version 3. */
  readonly map: object
}

export interface ModuleOutcome {
  /** Undefined when there was nothing to change. */
  readonly output: CompiledModule | undefined
  readonly diagnostics: readonly Diagnostic[]
  readonly functions: readonly VersionedFunction[]
  /** Other files that the output depends on. */
  readonly files: readonly string[]
}

/** Where the host says later where a specifier leads: null for what is no file of the project. */
export type Resolve = (specifier: string, importer: string) => Promise<string | null>

export async function compileModule(
  project: HostProject,
  text: string,
  file: string,
  resolve: Resolve,
  format: ModuleFormat,
): Promise<ModuleOutcome | undefined> {
  const options = optionsFor(project, text, file, format)
  const compiled = options && (await project.transform.async(text, options, resolve))
  return outcome(project, text, file, compiled)
}

/** The same for hosts that wait for nobody. */
export function compileModuleSync(
  project: HostProject,
  text: string,
  file: string,
  format: ModuleFormat | undefined,
): ModuleOutcome | undefined {
  const options = optionsFor(project, text, file, format)
  return outcome(project, text, file, options && project.transform.sync(text, options))
}

/** The texts that `compileModule` has something to say about, for hosts that filter. */
export function mayConcern(text: string, file: string): boolean {
  return isWorthCompiling(text, file) || mayImportNext.test(text)
}

/** In dependencies nothing but the directive itself is looked for. */
export function isWorthCompiling(text: string, file: string): boolean {
  return isDependency(file) ? directive.test(text) : isWorthReading(text, file)
}

const directive = /(['"])use cache(?:: [\w-]+)?\1/

function optionsFor(
  project: HostProject,
  text: string,
  file: string,
  format: ModuleFormat = formatOf(file, 'commonjs'),
): ModuleOptions | undefined {
  if (!isWorthCompiling(text, file)) return undefined
  const prelude: ModuleOptions['prelude'] = (format) => runtimePrelude(project, file, format)
  return { ...project.options, id: file, format, prelude }
}

function outcome(
  project: HostProject,
  text: string,
  file: string,
  compiled: Versioned | undefined,
): ModuleOutcome | undefined {
  const own = compiled?.map ? { code: compiled.code, map: JSON.parse(compiled.map.toString()) as object } : undefined
  const output = project.aliasNext ? led(own, text, file) : own
  if (output === undefined && compiled === undefined) return undefined
  const { diagnostics = [], functions = [], files = [] } = compiled ?? {}
  const { configFile } = project
  return { output, diagnostics, functions, files: configFile === undefined ? files : [...files, configFile] }
}

function led(own: CompiledModule | undefined, text: string, file: string): CompiledModule | undefined {
  const written = withoutNext(own?.code ?? text, file)
  if (written === undefined) return own
  const map = JSON.parse(written.map.toString()) as never
  if (own === undefined) return { code: written.code, map }
  return { code: written.code, map: JSON.parse(remapping([map, own.map as never], () => null).toString()) as object }
}

/** The module system of a file whose syntax does not say it: by its extension or its package. */
export function formatOf(file: string, otherwise: ModuleFormat): ModuleFormat {
  const declared = declaredFormat(file)
  return declared === undefined ? otherwise : declared === 'module' ? 'esm' : 'commonjs'
}
