import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, isAbsolute } from 'node:path'
import { languageOf, source } from '../../module-id.ts'
import { mayConcern } from '../compile-module.ts'
import { isOwnCode } from '../own-code.ts'

/** The little that is used of what Bun gives to a plugin of the running process. */
export interface RuntimeBuild {
  onLoad(filter: { readonly filter: RegExp; readonly namespace?: string }, load: Load): unknown
  onResolve(
    filter: { readonly filter: RegExp },
    resolve: (asked: { readonly path: string; readonly importer: string }) => undefined,
  ): unknown
}

type Load = (module: { readonly path: string }) => Promise<object | undefined>

declare const Bun: {
  readonly main: string
  resolveSync(specifier: string, folder: string): string
  readonly Transpiler: new (options: { readonly loader: string }) => {
    scanImports(text: string): readonly { readonly path: string; readonly kind: string }[]
  }
}

/**
 * What runs, in the shape of a build: it has no configuration, no start and no end.
 *
 * A plugin must answer for every module that it is asked for, and what it answers is no CommonJS to Bun. So it is asked for those modules only that concern us, each by its name;
 * they are found along the imports, before Bun loads them.
 */
export function ofRuntime(build: RuntimeBuild): object {
  return {
    config: {},
    onLoad(_: object, load: Load) {
      const find = finder(({ file, text }) =>
        build.onLoad({ filter: new RegExp(`^${file.replace(/\W/g, '\\$&')}$`), namespace: 'file' }, async (module) => {
          const loader = /[jt]sx?$/.exec(file)![0]
          return (await load(module)) ?? { contents: text, loader }
        }),
      )
      find(Bun.main, process.cwd())
      build.onResolve({ filter: /./ }, ({ path, importer }) => find(path, importer))
    },
    onResolve: () => undefined,
    onStart: () => undefined,
    onEnd: () => undefined,
    runtime: true,
  }
}

interface Found {
  readonly file: string
  readonly text: string
}

/** Looks at what a specifier means, and at all that it imports; each file is looked at once. */
function finder(concerns: (found: Found) => unknown): (specifier: string, importer: string) => undefined {
  const seen = new Set<string>()
  let isLooking = false
  const look = (files: string[]): void => {
    for (const file of files) {
      if (seen.has(file) || !source.test(file) || isOwnCode(file)) continue
      seen.add(file)
      const text = readFileSync(file, 'utf8')
      if (mayConcern(text, file)) concerns({ file, text })
      files.push(...importsOf(file, text))
    }
  }
  return (specifier, importer) => {
    // Bun asks plugins where a specifier leads when we ask Bun.
    if (isLooking) return
    isLooking = true
    look(resolved(specifier, 'import-statement', isAbsolute(importer) ? importer : process.cwd()))
    isLooking = false
  }
}

function importsOf(file: string, text: string): string[] {
  try {
    const language = languageOf(file)!
    const loader = language === 'tsx' ? 'tsx' : language.includes('t') ? 'ts' : 'jsx'
    return new Bun.Transpiler({ loader }).scanImports(text).flatMap(({ path, kind }) => resolved(path, kind, file))
  } catch {
    return []
  }
}

function resolved(specifier: string, kind: string, importer: string): string[] {
  try {
    const file = kind.startsWith('require')
      ? createRequire(importer).resolve(specifier)
      : Bun.resolveSync(specifier, dirname(importer))
    return isAbsolute(file) ? [file] : []
  } catch {
    return []
  }
}
