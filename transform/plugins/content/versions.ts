/** The version of a cached function by its content: a hash of all the code that can influence it. Equal code, equal version, in every process. */
import { createHash, randomUUID } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { escapePath, globSync } from 'tinyglobby'
import { isDependency } from '../../module-id.ts'
import { outlineOf, type Outline } from '../../read/outline.ts'
import type { Span } from '../../source.ts'
import { nearestManifest } from '../node/package.ts'
import { reachOf, type Modules, type Reach } from './reach.ts'

/** The file that a specifier means; null for what is no file of the project. */
export type ResolveFile = (specifier: string, importer: string) => string | null

export interface ContentVersions {
  /** The versions of the code in each span of a module, and the other files that they depend on. */
  of(module: ModuleText, spans: readonly Span[], resolve: ResolveFile): ModuleVersions
  /** The same, where the host resolves later. */
  ofLater(
    module: ModuleText,
    spans: readonly Span[],
    resolve: (...edge: Parameters<ResolveFile>) => Promise<string | null>,
  ): Promise<ModuleVersions>
}

export interface ModuleText {
  readonly file: string
  /** As the compiler reads it. */
  readonly text: string
}

export interface ModuleVersions {
  /** One for each span. */
  readonly versions: readonly string[]
  readonly files: readonly string[]
}

/** What the host writes in the place of a name: `import.meta.env.MODE`, `__RELEASE__`. */
export type Constant = readonly [name: string, value: string]

/** @param root paths are hashed as they stand below it */
export function contentVersions(root: string, constants: readonly Constant[]): ContentVersions {
  const read = sourceReader()
  const versionOf = (module: ModuleText, { pieces, packages, names, isOpen }: Reach): string => {
    const hash = createHash('sha256')
    const files = [...pieces].map(([file, spans]) => ({ name: relative(root, file).split(sep).join('/'), file, spans }))
    for (const { name, file, spans } of files.sort((a, b) => compare(a.name, b.name))) {
      const text = file === module.file ? module.text : read(file).text
      hash.update(`\0${name}\0`)
      if (spans === 'all') hash.update(text)
      else for (const { start, end } of [...spans].sort(bySpan)) hash.update(`${text.slice(start, end)}\0`)
    }
    for (const name of [...packages].sort(compare)) hash.update(`\0${name}`)
    for (const [name, value] of constants) if (isSpokenOf(name, names)) hash.update(`\0${name}=${value}`)
    hash.update(packageVersion(module.file))
    // Nothing of before is found: it could be of other code.
    if (isOpen) hash.update(randomUUID())
    return hash.digest('base64url').slice(0, 12)
  }
  const reach = (module: ModuleText, spans: readonly Span[], resolve: Modules['resolve']): readonly Reach[] => {
    const own = outlineOf(module.text, module.file)
    const outline = (file: string): Outline | undefined => (file === module.file ? own : read(file).outline)
    const imports = (file: string): readonly string[] => read(file).imports
    const find = (patterns: readonly string[], importer: string) => filesOf(patterns, importer, root)
    return spans.map((span) => reachOf(module.file, span, { outline, imports, resolve, find }))
  }
  const said = (module: ModuleText, reaches: readonly Reach[]): ModuleVersions => {
    const files = new Set(reaches.flatMap(({ pieces }) => [...pieces.keys()]))
    files.delete(module.file)
    return { versions: reaches.map((found) => versionOf(module, found)), files: [...files] }
  }
  return {
    of: (module, spans, resolve) => said(module, reach(module, spans, resolve)),
    async ofLater(module, spans, resolve) {
      const known = new Map<string, string | null>()
      for (;;) {
        const found = reach(module, spans, (specifier, importer) => known.get(edge(specifier, importer)))
        const unknown = found.flatMap((each) => each.unknown)
        if (unknown.length === 0) return said(module, found)
        await Promise.all(
          unknown.map(async ({ specifier, importer }) =>
            known.set(edge(specifier, importer), await resolve(specifier, importer)),
          ),
        )
      }
    },
  }
}

/** Who speaks of `process` may mean `process.env.MODE`. */
function isSpokenOf(constant: string, names: ReadonlySet<string>): boolean {
  const words = constant.split('.')
  return words.some((_, index) => names.has(words.slice(0, index + 1).join('.')))
}

/** What Vite's `import.meta.glob` finds; undefined for patterns that begin with an alias. */
function filesOf(patterns: readonly string[], importer: string, root: string): readonly string[] | undefined {
  const known = patterns
    .map((pattern) => wholePattern(pattern, dirname(importer), root))
    .filter((it) => it !== undefined)
  if (known.length < patterns.length) return undefined
  const found = globSync(known, { absolute: true, ignore: ['**/node_modules/**'], expandDirectories: false })
  return found.filter((file) => file !== importer)
}

/** `!../x/*.ts` in `/app/src` → `!/app/x/*.ts` */
function wholePattern(pattern: string, folder: string, root: string): string | undefined {
  const [, not, start, rest] = /^(!?)((?:\.\.?\/)+|\/|(?=\*\*))(.*)$/.exec(pattern) ?? []
  if (start === undefined) return undefined
  const from = start.startsWith('.') ? join(folder, start) : `${root}/`
  return `${not}${escapePath(from)}${rest}`
}

/** A package that somebody else made is known by its version. */
function packageVersion(file: string): string {
  if (!isDependency(file)) return ''
  const manifest = nearestManifest(dirname(file))
  return manifest === undefined
    ? ''
    : String((JSON.parse(readFileSync(manifest, 'utf8')) as { version?: unknown }).version)
}

function edge(specifier: string, importer: string): string {
  return `${importer}\0${specifier}`
}

interface Source {
  /** For what is no module, a digest of its bytes. */
  readonly text: string
  readonly outline: Outline | undefined
  /** What a component in a language of its own imports. */
  readonly imports: readonly string[]
}

/** Files as they are now; one that was not touched is not read again. */
function sourceReader(): (file: string) => Source {
  const known = new Map<string, Source & { readonly stamp: string }>()
  return (file) => {
    const stats = statSync(file, { throwIfNoEntry: false })
    const stamp = `${stats?.mtimeMs} ${stats?.size}`
    const before = known.get(file)
    if (before?.stamp === stamp) return before
    const source = { stamp, ...sourceOf(file, stats?.isFile() ? readFileSync(file) : Buffer.alloc(0)) }
    known.set(file, source)
    return source
  }
}

function sourceOf(file: string, bytes: Buffer): Source {
  const text = bytes.toString()
  if (/\.(?:[cm]?[jt]s|[jt]sx)$/.test(file)) return { text, outline: outlineOf(text, file), imports: [] }
  const imports = /\.(?:vue|svelte|astro|mdx)$/.test(file) ? importsIn(text) : []
  return { text: createHash('sha256').update(bytes).digest('hex'), outline: undefined, imports }
}

/** One too many does no harm. */
function importsIn(text: string): string[] {
  return [...text.matchAll(/\b(?:from|import)\s*\(?\s*(['"])([^'"\n]+)\1/g)].map(([, , specifier]) => specifier!)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function bySpan(a: Span, b: Span): number {
  return a.start - b.start || a.end - b.end
}
