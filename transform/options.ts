import { builtInProfiles } from './decide/apis.ts'
import { builtInKinds } from './decide/directive.ts'
import type { HandlerExport } from './decide/routes.ts'
import type { Severities } from './report/severities.ts'
import type { Span } from './source.ts'

/** What reads modules: `@babel/parser`, `@swc/core`, `oxc-parser`, or the best of what is there. */
export type ParserName = 'auto' | 'babel' | 'swc' | 'oxc'

/**
 * What the version of a cached function is made of, in hosts.
 *
 * - `'build'`: every build has a version of its own, and starts with an empty cache
 * - `'content'`: the function's source and everything of the project that it can reach; what was not changed stays warm across builds
 * - `{ manual: 'v3' }`: what you say, for this package
 */
export type Versioning = 'build' | 'content' | { readonly manual: string }

/** What `transform` takes beside the text of a module. */
export interface TransformOptions {
  /** The module's path, absolute or relative to `root`. Its extension decides the syntax. */
  readonly id: string
  /** The project's root: ids and route files are relative to it. Default: the current directory. */
  readonly root?: string
  /**
   * Which parser reads the module. `auto` (the default) takes `oxc-parser` where it is installed in the version that is this package's optional peer, else `@babel/parser`.
   * `swc` needs the optional peer `@swc/core`. All say the same; oxc is the fastest.
   */
  readonly parser?: ParserName
  /** Kinds beside `default`, `remote` and `private`: the `tenant` of `'use cache: tenant'`. */
  readonly kinds?: readonly string[]
  /** Configured names of `cacheLife` profiles, beside the built-in ones. */
  readonly profiles?: readonly string[]
  /** Whether the app runs with Cache Components; then segment config in route files is an error. Default: false. */
  readonly cacheComponents?: boolean
  /** The folder of route files, relative to `root`. Default: any folder named `app`. */
  readonly appDirectory?: string
  /** The severity of findings by their codes; `'off'` leaves them out. A function with a finding is not compiled in any case. */
  readonly severities?: Severities
  /** Exports of this module that a route file uses as handlers: `{ exported: 'handler', method: 'GET' }` after `export { handler as GET } from './this'`. */
  readonly handlers?: readonly HandlerExport[]
  /** The module system of a module that has no `import`, `export`, `import.meta` or `await` of its own to say it. Default: `esm`, but `commonjs` for `.cjs` and `.cts`. */
  readonly format?: ModuleFormat
  /** The version of the code: a part of every key, so that entries of older code are misses. One for the whole module, or one for each cached function. */
  readonly version?: string | VersionOf
  /** Code that runs before the module's own, on the line where that begins: imports or calls of `require`, and statements. A function is told which of the two. */
  readonly prelude?: string | ((format: ModuleFormat) => string)
}

/** Whether the runtime is brought in by `import` or by `require()`. */
export type ModuleFormat = 'esm' | 'commonjs'

/** Says the version of a cached function; undefined for none. For an export that is only wrapped, the span is that of its value or specifier. */
export type VersionOf = (span: Span) => string | undefined

/** Options with every default filled in. */
export interface ResolvedOptions {
  readonly id: string
  readonly root: string
  readonly parser: ParserName
  readonly kinds: ReadonlySet<string>
  readonly profiles: ReadonlySet<string>
  readonly cacheComponents: boolean
  readonly appDirectory: string | undefined
  readonly severities: Severities
  readonly handlers: readonly HandlerExport[]
  readonly format: ModuleFormat
  readonly version: string | VersionOf | undefined
  readonly prelude: string | ((format: ModuleFormat) => string)
}

/** @throws TypeError for an option that does not exist or has a value outside its domain */
export function resolveOptions(options: TransformOptions): ResolvedOptions {
  const {
    id,
    root = process.cwd(),
    parser = 'auto',
    kinds = [],
    profiles = [],
    cacheComponents = false,
    appDirectory,
    severities = {},
    handlers = [],
    format,
    version,
    prelude = '',
    ...unknown
  } = options
  const [name] = Object.keys(unknown)
  if (name !== undefined)
    throw new TypeError(`transform: unknown option \`${name}\`. The options are: ${optionNames.join(', ')}.`)
  if (typeof id !== 'string') throw new TypeError('transform: option `id` must be the path of the module.')
  if (!parsers.includes(parser))
    throw new TypeError(
      `transform: option \`parser\` must be one of ${parsers.join(', ')}, not ${JSON.stringify(parser)}.`,
    )
  const wrongKind = kinds.find((kind) => !kindName.test(kind))
  if (wrongKind !== undefined)
    throw new TypeError(
      `transform: ${JSON.stringify(wrongKind)} is no name for a kind; use letters, digits, \`-\` and \`_\`.`,
    )
  return {
    id,
    root,
    parser,
    kinds: new Set([...builtInKinds, ...kinds]),
    profiles: new Set([...builtInProfiles, ...profiles]),
    cacheComponents,
    appDirectory,
    severities,
    handlers,
    format: format ?? (/\.c[jt]s$/.test(id) ? 'commonjs' : 'esm'),
    version,
    prelude,
  }
}

/** What a kind may be called. */
export const kindName: RegExp = /^[A-Za-z][\w-]*$/

export const parsers: readonly ParserName[] = ['auto', 'babel', 'swc', 'oxc']
const optionNames = [
  'id',
  'root',
  'parser',
  'kinds',
  'profiles',
  'cacheComponents',
  'appDirectory',
  'severities',
  'handlers',
  'format',
  'version',
  'prelude',
]
