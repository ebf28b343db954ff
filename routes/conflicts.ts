import { segmentsOf, type Segment } from './pattern.ts'

/** A file of the app directory, and the pattern that its folder stands for. */
export interface PlacedFile {
  readonly kind: 'route' | 'page'
  readonly pattern: string
  readonly file: string
}

/** Why the routes of an app cannot all be served. */
export interface Conflict {
  readonly code: ConflictCode
  /** What is wrong, with both files in it. */
  readonly message: string
  /** What to do about it. */
  readonly help: string
  /** The files it concerns, the later one in the order of the alphabet last. */
  readonly files: readonly string[]
}

/** Why two files, or the name of one, cannot be served. */
export type ConflictCode =
  /** A route and a page at one segment. */
  | 'route-page-conflict'
  /** Two files answer the same paths. */
  | 'route-duplicate'
  /** `[id]` beside `[slug]`: the same place has two names. */
  | 'route-parameter-names'
  /** One name twice in a pattern. */
  | 'route-parameter-repeated'
  /** Something below a catch-all. */
  | 'route-catch-all-not-last'
  /** `[[id]]`, `[id`, `a[id]`, `[]`. */
  | 'route-segment-invalid'
  /** An image that no site would show. */
  | 'metadata-too-large'

/** Every conflict among the files of an app. None: each path has at most one answer. */
export function conflictsOf(files: readonly PlacedFile[]): Conflict[] {
  const sorted = files.toSorted((a, b) => compare(a.file, b.file))
  const alone = sorted.filter((file) => file.kind === 'route').flatMap(ownConflicts)
  const sound = sorted.filter((file) => ownConflicts(file).length === 0)
  return [...alone, ...sharedPaths(sound), ...sharedPlaces(sound)]
}

function ownConflicts({ pattern, file }: PlacedFile): Conflict[] {
  const segments = segmentsOf(pattern)
  const found: Conflict[] = []
  const seen = new Set<string>()
  for (const [index, segment] of segments.entries()) {
    if (segment.kind === 'invalid') {
      found.push({
        code: 'route-segment-invalid',
        message: `${file}: the folder \`${segment.text}\` is no valid segment.`,
        help: `Rename it: ${segment.reason}.`,
        files: [file],
      })
      continue
    }
    if (segment.kind === 'static') continue
    if (seen.has(segment.name)) {
      found.push({
        code: 'route-parameter-repeated',
        message: `${file}: the parameter \`${segment.name}\` occurs twice in \`${pattern}\`.`,
        help: 'Give each parameter of a route its own name.',
        files: [file],
      })
    }
    seen.add(segment.name)
    if (segment.kind !== 'dynamic' && index < segments.length - 1) {
      found.push({
        code: 'route-catch-all-not-last',
        message: `${file}: nothing can follow the catch-all \`${bracketed(segment)}\`, it takes all that is left of the path.`,
        help: `Move the file up into the folder \`${bracketed(segment)}\`, or make that a single parameter, \`[${segment.name}]\`.`,
        files: [file],
      })
    }
  }
  return found
}

/** Files whose patterns match exactly the same paths, whatever their parameters are called. */
function sharedPaths(files: readonly PlacedFile[]): Conflict[] {
  const claims = new Map<string, PlacedFile>()
  const found: Conflict[] = []
  for (const file of files) {
    for (const shape of shapesOf(file.pattern)) {
      const other = claims.get(shape)
      if (other === undefined) claims.set(shape, file)
      // With different names the places conflict (below); one finding is enough.
      else if (hasRoute(other, file) && !differInNames(other.pattern, file.pattern)) found.push(sharedPath(other, file))
    }
  }
  return found
}

/** What pages do to each other is no business of ours. */
function hasRoute(one: PlacedFile, other: PlacedFile): boolean {
  return one.kind === 'route' || other.kind === 'route'
}

/** Of patterns that match the same paths: only what their parameters are called tells them apart. */
function differInNames(one: string, other: string): boolean {
  return one !== other && shapesOf(one).length === shapesOf(other).length
}

/** A pattern without its names. An optional catch-all also answers the path above it. */
function shapesOf(pattern: string): string[] {
  const parts = segmentsOf(pattern).map((segment) => ('name' in segment ? `[${segment.kind}]` : segment.text))
  return parts.at(-1) === '[optional-catch-all]' ? [parts.join('/'), parts.slice(0, -1).join('/')] : [parts.join('/')]
}

function sharedPath(first: PlacedFile, second: PlacedFile): Conflict {
  const files = [first.file, second.file]
  if (first.kind !== second.kind) {
    return {
      code: 'route-page-conflict',
      message: `${first.file} and ${second.file} both answer \`${first.pattern}\`: a route and a page can't share a segment.`,
      help: 'Move one of the two to another segment.',
      files,
    }
  }
  const [shorter = first, longer = second] = [first, second].toSorted((a, b) => a.pattern.length - b.pattern.length)
  return first.pattern === second.pattern
    ? {
        code: 'route-duplicate',
        message: `${first.file} and ${second.file} both answer \`${first.pattern}\`.`,
        help: 'Remove one of the two, or move it to another segment.',
        files,
      }
    : {
        code: 'route-duplicate',
        message: `${first.file} and ${second.file} both answer \`${shorter.pattern}\`: \`${longer.pattern}\` also matches without its last segment.`,
        help: 'Remove the shorter one, or write `[...name]` with two brackets instead of four.',
        files,
      }
}

/** Parameters that stand at one place of the tree and differ: in name, or a catch-all beside an optional one. */
function sharedPlaces(files: readonly PlacedFile[]): Conflict[] {
  const places = new Map<string, { readonly segment: Segment; readonly file: PlacedFile }>()
  const reported = new Set<string>()
  const found: Conflict[] = []
  for (const file of files) {
    let above = ''
    for (const segment of segmentsOf(file.pattern)) {
      if (!('name' in segment)) {
        above += `/${'text' in segment ? segment.text : ''}`
        continue
      }
      const place = `${above}/[${segment.kind === 'dynamic' ? 'one' : 'rest'}]`
      const other = places.get(place)
      if (other === undefined) places.set(place, { segment, file })
      else if (hasRoute(other.file, file) && bracketed(other.segment) !== bracketed(segment)) {
        const conflict = differentParameters(above || '/', other.segment, segment, [other.file.file, file.file])
        if (!reported.has(conflict.message)) found.push(conflict)
        reported.add(conflict.message)
      }
      above = place
    }
  }
  return found
}

function differentParameters(
  above: string,
  first: Segment,
  second: Segment,
  files: readonly [string, string],
): Conflict {
  return {
    code: 'route-parameter-names',
    message: `${files[0]} and ${files[1]} call the same place below \`${above.replaceAll('[one]', '[…]')}\` \`${bracketed(first)}\` and \`${bracketed(second)}\`.`,
    help: 'Use one name, and one kind of brackets, for one place.',
    files,
  }
}

/** A segment as the folder is named. */
function bracketed(segment: Segment): string {
  if (!('name' in segment)) return segment.text
  if (segment.kind === 'dynamic') return `[${segment.name}]`
  return segment.kind === 'catch-all' ? `[...${segment.name}]` : `[[...${segment.name}]]`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
