/**
 * `use-cache/babel`: a plugin for `@babel/core` 7 and 8. The directive is compiled before any plugin sees the program, wherever this one stands in the
 * list: Babel is given the syntax tree of the compiled text and its source map.
 */
import remapping from '@jridgewell/remapping'
import { inlineMapOf } from './inline-map.ts'
import { compileFile, type SingleFileOptions } from './single-file.ts'
import { complaintAbout } from './supported-hosts.ts'
import { refusal } from './unplugin/browser-guard.ts'
import { twice } from './unplugin/host.ts'

export type { SingleFileOptions } from './single-file.ts'

/** What Babel makes of a plugin's factory. */
export interface BabelPlugin {
  readonly name: string
  manipulateOptions(options: object): void
  parserOverride(code: string, parserOptions: object, parse: Parse): object | undefined
  pre(file: object): void
}

type Parse = (code: string, options: object) => object

/** What is used of Babel: 7 and 8 have it alike. */
interface Babel {
  readonly version: string
  readonly transformFromAstSync: (
    ast: object,
    code: string | undefined,
    options: object,
  ) => { readonly code?: string | null } | null
  readonly parseSync: (code: string, options: object) => { program: Program }
}

interface FileOptions {
  readonly filename?: string
  readonly cwd?: string
  readonly sourceType?: string | null
  readonly parserOpts?: object
  /** Who called Babel; babel-loader says what webpack builds for. */
  readonly caller?: { readonly target?: unknown }
  inputSourceMap?: object | boolean
}

interface File {
  readonly opts: FileOptions
  readonly ast: { program: Program }
  readonly scope: { crawl(): void }
}

interface Program {
  body: readonly object[]
  directives: readonly object[]
}

/** The files that came as text and were read, by whichever of these plugins was first. */
const read = new WeakSet<FileOptions>()
let isWarned = false

/**
 * The plugin; its options are those of every host, and `manifest`.
 *
 * ```json
 * { "plugins": ["use-cache/babel"] }
 * ```
 */
export function useCache(babel: object, options: SingleFileOptions = {}): BabelPlugin {
  const { version, transformFromAstSync, parseSync } = babel as Babel
  const complaint = complaintAbout('@babel/core', version)
  if (complaint !== undefined) throw new Error(complaint)
  let current: FileOptions = {}

  const compile = (code: string, file: FileOptions): { code: string; map: object } | undefined => {
    const { filename = 'unknown.tsx', cwd = process.cwd(), sourceType, caller } = file
    const isScript = sourceType === 'script' || sourceType === 'commonjs'
    const compiled = compileFile(code, filename, cwd, options, isScript ? 'commonjs' : undefined)
    if (caller?.target === 'web' && compiled !== undefined && compiled.functions.length > 0)
      throw new Error(refusal(cwd, filename, compiled.functions))
    return compiled?.output
  }

  return {
    name: 'use-cache',
    manipulateOptions(fileOptions) {
      current = fileOptions
    },
    parserOverride(code, parserOptions, parse) {
      const file = current
      if (read.has(file)) return warnOfSecond()
      read.add(file)
      const compiled = compile(code, file)
      if (compiled === undefined) return undefined
      const before = mapBefore(file, code)
      // Babel looks at this option after parsing.
      file.inputSourceMap =
        before === undefined
          ? compiled.map
          : (JSON.parse(remapping([compiled.map, before] as never, () => null).toString()) as object)
      return parse(compiled.code, parserOptions)
    },
    /** A tree that somebody else made (`transformFromAst`) is printed, compiled and read again. */
    pre(given) {
      const { opts, ast, scope } = given as File
      if (read.has(opts)) return
      const printed = transformFromAstSync(ast, undefined, { babelrc: false, configFile: false, retainLines: true })
      const compiled = compile(printed?.code ?? '', opts)
      if (compiled === undefined) return
      const { filename, parserOpts } = opts
      const { program } = parseSync(compiled.code, { babelrc: false, configFile: false, filename, parserOpts })
      ast.program.body = program.body
      ast.program.directives = program.directives
      scope.crawl()
    },
  }
}

export default useCache

/** The map of the text that Babel was given: an option, or the text's last line, as ts-jest hands it over. */
function mapBefore({ inputSourceMap = true }: FileOptions, code: string): object | undefined {
  if (typeof inputSourceMap === 'object') return inputSourceMap
  return inputSourceMap ? inlineMapOf(code) : undefined
}

function warnOfSecond(): undefined {
  if (!isWarned) process.emitWarning(twice, 'UseCacheWarning')
  isWarned = true
}
