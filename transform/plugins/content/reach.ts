/** Which code can influence what a function returns: its own, the declarations that it speaks of, and theirs, across modules. */
import type { Load } from '../../read/loads.ts'
import type { Mention, Outline, Piece } from '../../read/outline.ts'
import type { Span } from '../../source.ts'

/** How the walk finds its way. */
export interface Modules {
  /** Undefined for what is no module that can be read (JSON, styles, a syntax error): then all of it counts. */
  outline(file: string): Outline | undefined
  /** What such a file imports all the same. */
  imports(file: string): readonly string[]
  /** The file that a specifier means; null for a package, which counts by its name alone; undefined when that must be asked first. */
  resolve(specifier: string, importer: string): string | null | undefined
  /** The files that `import.meta.glob` finds; undefined for patterns that only the host understands. */
  find(patterns: readonly string[], importer: string): readonly string[] | undefined
}

export interface Reach {
  /** The pieces that count, by file; `all` for a file that counts as a whole. The function's own span stands for the piece around it. */
  readonly pieces: ReadonlyMap<string, ReadonlySet<Span> | 'all'>
  /** What comes from packages: `hono#Hono`. */
  readonly packages: ReadonlySet<string>
  /** All names that it speaks of, wherever they are declared. */
  readonly names: ReadonlySet<string>
  /** Whether it loads what only running it would tell. */
  readonly isOpen: boolean
  /** Specifiers that could not be followed yet. With any, the rest is incomplete. */
  readonly unknown: readonly { readonly specifier: string; readonly importer: string }[]
}

/** What the code in `span` of `file` can reach. */
export function reachOf(file: string, span: Span, modules: Modules): Reach {
  const walk: Walk = { modules, touched: new Map(), packages: new Set(), isOpen: false, unknown: [], todo: [] }
  startAt(walk, file, span)
  do {
    for (let step = walk.todo.pop(); step !== undefined; step = walk.todo.pop()) step()
    for (const [path, touched] of walk.touched) includeEffects(walk, path, touched)
  } while (walk.todo.length > 0)
  const pieces = new Map(
    [...walk.touched].map(([path, { included, whole }]) => [path, whole ? 'all' : included] as const),
  )
  const names = new Set([...walk.touched.values()].flatMap(({ names }) => [...names]))
  return { pieces, packages: walk.packages, names, isOpen: walk.isOpen, unknown: walk.unknown }
}

interface Walk {
  readonly modules: Modules
  readonly touched: Map<string, Touched>
  readonly packages: Set<string>
  isOpen: boolean
  readonly unknown: { specifier: string; importer: string }[]
  readonly todo: (() => void)[]
}

/** What of a module is known to count. */
interface Touched {
  readonly outline: Outline | undefined
  readonly included: Set<Span>
  /** Names that were followed, exported ones with a `#`. */
  readonly names: Set<string>
  /** Those of them that other statements could change. */
  readonly state: Set<string>
  whole: boolean
}

function touch(walk: Walk, file: string): Touched {
  const known = walk.touched.get(file)
  if (known !== undefined) return known
  const outline = walk.modules.outline(file)
  const touched = {
    outline,
    included: new Set<Span>(),
    names: new Set<string>(),
    state: new Set<string>(),
    whole: !outline,
  }
  walk.touched.set(file, touched)
  for (const source of outline?.effects ?? walk.modules.imports(file)) followTo(walk, file, source, '*')
  if (outline?.isModule === false) followRequired(walk, file, outline)
  return touched
}

function followRequired(walk: Walk, file: string, { pieces }: Outline): void {
  for (const { declares, mentions } of pieces) {
    if (declares.length > 0) continue
    for (const mention of mentions) if (!('name' in mention)) followLoad(walk, file, mention)
  }
}

function startAt(walk: Walk, file: string, span: Span): void {
  const touched = touch(walk, file)
  if (touched.outline === undefined) return
  touched.included.add(span)
  const isIn = (at: number): boolean => at >= span.start && at < span.end
  for (const [exported, target] of touched.outline.exports) {
    if (target.span.start === span.start && target.span.end === span.end) followExport(walk, file, exported)
  }
  for (const { mentions } of touched.outline.pieces) {
    follow(
      walk,
      file,
      mentions.filter(({ at }) => isIn(at)),
    )
  }
}

function follow(walk: Walk, file: string, mentions: readonly Mention[]): void {
  for (const mention of mentions) {
    if ('name' in mention) followName(walk, file, mention.name)
    else followLoad(walk, file, mention)
  }
}

function followLoad(walk: Walk, file: string, load: Load): void {
  if ('source' in load && load.source !== undefined) return followTo(walk, file, load.source, '*')
  const found = 'glob' in load ? walk.modules.find(load.glob, file) : undefined
  if (found === undefined) walk.isOpen = true
  for (const path of found ?? []) walk.todo.push(() => followExport(walk, path, '*'))
}

function followName(walk: Walk, file: string, name: string): void {
  const { outline, names, state } = touch(walk, file)
  if (outline === undefined || names.has(name)) return
  names.add(name)
  const imported = outline.imports.get(name)
  if (imported !== undefined) {
    state.add(name)
    followTo(walk, file, imported.source, imported.imported)
  }
  for (const piece of outline.pieces) {
    if (!piece.declares.includes(name) && !piece.holds.includes(name)) continue
    if (!piece.isFunction) state.add(name)
    include(walk, file, piece)
  }
}

function include(walk: Walk, file: string, piece: Piece): void {
  const { included } = touch(walk, file)
  if (included.has(piece.span)) return
  included.add(piece.span)
  walk.todo.push(() => follow(walk, file, piece.mentions))
}

function followTo(walk: Walk, importer: string, specifier: string, imported: string): void {
  const file = walk.modules.resolve(specifier, importer)
  if (file === undefined) walk.unknown.push({ specifier, importer })
  else if (file === null) walk.packages.add(`${specifier}#${imported}`)
  else walk.todo.push(() => followExport(walk, file, imported))
}

function followExport(walk: Walk, file: string, exported: string): void {
  const { outline, names } = touch(walk, file)
  if (outline === undefined || names.has(`#${exported}`)) return
  names.add(`#${exported}`)
  const target = outline.exports.get(exported)
  if (target === undefined) {
    if (exported === '*' || !outline.isModule) includeAll(walk, file, outline)
    else for (const source of starsHolding(walk, file, exported)) followTo(walk, file, source, exported)
  } else if ('local' in target) followName(walk, file, target.local)
  else followTo(walk, file, target.source, target.imported)
}

function includeAll(walk: Walk, file: string, outline: Outline): void {
  for (const piece of outline.pieces) include(walk, file, piece)
  for (const exported of outline.exports.keys()) followExport(walk, file, exported)
  for (const source of outline.stars) followTo(walk, file, source, '*')
}

/** Which of the `export * from` hold a name; all of them when that can't be said. */
function starsHolding(walk: Walk, file: string, exported: string): readonly string[] {
  // They hand on no default export.
  if (exported === 'default') return []
  const stars = touch(walk, file).outline?.stars ?? []
  if (stars.length === 1) return stars
  const found = stars.filter((source) => {
    const target = walk.modules.resolve(source, file)
    return typeof target === 'string' && exports(walk, target, exported, new Set([file]))
  })
  return found.length === 0 ? stars : found
}

function exports(walk: Walk, file: string, name: string, seen: Set<string>): boolean {
  if (seen.has(file)) return false
  seen.add(file)
  const outline = walk.modules.outline(file)
  if (outline === undefined) return false
  if (outline.exports.has(name) || !outline.isModule) return true
  return outline.stars.some((source) => {
    const target = walk.modules.resolve(source, file)
    return typeof target === 'string' && exports(walk, target, name, seen)
  })
}

/** Statements that declare nothing count when they speak of something that counts and that they could change. Functions and globals are changed by being written to, and not by being called. */
function includeEffects(walk: Walk, file: string, { outline, state, names, included }: Touched): void {
  const isChanged = (mention: Mention): boolean =>
    'name' in mention && (state.has(mention.name) || (mention.isWritten && names.has(mention.name)))
  for (const piece of outline?.pieces ?? []) {
    if (piece.declares.length > 0 || included.has(piece.span)) continue
    if (piece.mentions.some(isChanged)) include(walk, file, piece)
  }
}
