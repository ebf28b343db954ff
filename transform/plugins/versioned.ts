/** `transform`, with versions for the functions it finds. */
import { randomUUID } from 'node:crypto'
import {
  transform,
  type CachedFunction,
  type TransformOptions,
  type TransformResult,
  type Versioning,
} from '../index.ts'
import type { Span } from '../source.ts'
import { contentVersions, type Constant, type ModuleVersions } from './content/versions.ts'
import { resolveFile } from './content/resolve-file.ts'
import { packageName } from './node/package.ts'

export interface Versioned extends TransformResult {
  readonly functions: readonly VersionedFunction[]
  /** Other files that the versions depend on. */
  readonly files: readonly string[]
}

export interface VersionedFunction extends CachedFunction {
  readonly version?: string
}

/** `id` is an absolute path here. */
export type ModuleOptions = Omit<TransformOptions, 'version' | 'root'>

export interface VersionedTransform {
  sync(text: string, options: ModuleOptions): Versioned
  /** For hosts that say themselves, and later, where a specifier leads: null for what is no file of the project. */
  async(
    text: string,
    options: ModuleOptions,
    resolve: (specifier: string, importer: string) => Promise<string | null>,
  ): Promise<Versioned>
}

/** One for each build: its `'build'` version is made here. */
export function versionedTransform(
  root: string,
  versioning: Versioning,
  constants: readonly Constant[] = [],
): VersionedTransform {
  if (versioning === 'content') return byContent(root, constants)
  return withVersion(
    root,
    versioning === 'build' ? randomUUID().replaceAll('-', '').slice(0, 12) : named(versioning.manual, root),
  )
}

/** `shop@v3`: packages that are built apart and run together may have equal ids, and say `v1` both. */
function named(version: string, root: string): string {
  const name = packageName(root)
  return name === undefined ? version : `${name}@${version}`
}

/** One version for all functions. */
function withVersion(root: string, version: string): VersionedTransform {
  const compile = (text: string, options: ModuleOptions): Versioned => {
    const result = transform(text, { ...options, root, version })
    return { ...result, functions: result.functions.map((each) => ({ ...each, version })), files: [] }
  }
  return { sync: compile, async: (text, options) => Promise.resolve(compile(text, options)) }
}

/** Each function has one of its own, which has to be asked for first. */
function byContent(root: string, constants: readonly Constant[]): VersionedTransform {
  const contents = contentVersions(root, constants)
  const finish = (text: string, options: ModuleOptions, spans: readonly Span[], said: ModuleVersions): Versioned => {
    const versions = new Map(spans.map(({ start }, index) => [start, said.versions[index]!]))
    const result = transform(text, { ...options, root, version: ({ start }) => versions.get(start) })
    const functions = result.functions.map((each) => {
      const version = versions.get(each.span.start.offset)
      return version === undefined ? each : { ...each, version }
    })
    return { ...result, functions, files: said.files }
  }
  /** The places that versions are asked for. */
  const look = (text: string, options: ModuleOptions): { result: TransformResult; spans: Span[] } => {
    const spans: Span[] = []
    const result = transform(text, { ...options, root, version: (span) => void spans.push(span) })
    return { result, spans }
  }
  return {
    sync(text, options) {
      const { result, spans } = look(text, options)
      if (spans.length === 0) return { ...result, files: [] }
      return finish(text, options, spans, contents.of({ file: options.id, text }, spans, resolveFile))
    },
    async async(text, options, resolve) {
      const { result, spans } = look(text, options)
      if (spans.length === 0) return { ...result, files: [] }
      return finish(text, options, spans, await contents.ofLater({ file: options.id, text }, spans, resolve))
    },
  }
}
