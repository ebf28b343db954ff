/** One invalidation: what was computed before `at` is stale, and gone from `expiresAt` on. Milliseconds. */
export interface Mark {
  readonly at: number
  readonly expiresAt: number
}

/** Which tag was invalidated when. Not an index of keys: writing is one step, checking is one step for each tag of the entry. */
export interface TagMarks {
  /** How many tags it remembers something of. */
  readonly size: number
  /** Everything that was tagged until `at` is stale, and gone from `expiresAt` on (`Infinity`: never). May be told late, and more than once. */
  mark(tag: string, at: number, expiresAt: number): void
  /** The same for every entry, tagged or not. */
  markAll(at: number): void
  /** When anything was invalidated last; -Infinity: never. */
  readonly newest: number
  /** Whether a path was ever removed (`revalidatePath`). */
  readonly hasPaths: boolean
  /** When something with one of the tags was last invalidated so that it was gone at once, or may have been; -Infinity: never. */
  goneSince(tags: readonly string[]): number
  /** What is remembered of one tag, newest first. */
  of(tag: string): readonly Mark[]
  /** What the marks say at the moment `now` about something computed at `computedAt`. */
  verdict(tags: readonly string[], computedAt: number, now: number): 'fresh' | 'stale' | 'expired'
}

/** Tags of which an invalidation is remembered. What has tags and is older than the last forgotten one counts as invalidated. */
const mostTags = 100_000

/** `oldest` answers when the oldest thing was computed that is still kept or on its way; marks before it matter to nobody and are dropped first. `changed` is called after each invalidation. */
export function tagMarks(oldest: () => number, changed: () => void): TagMarks {
  /** In the order of their newest marks, but for what was told late. */
  const marks = new Map<string, readonly Mark[]>()
  let everything = -Infinity
  let newest = -Infinity
  let hasPaths = false
  let pruneAt = 1000
  /** The newest mark that was forgotten; and the newest of those that something kept is older than. */
  let forgotten = -Infinity
  let missed = -Infinity
  const prune = (): void => {
    const still = oldest()
    let surplus = marks.size - mostTags * 0.9
    for (const [tag, [newest]] of marks) {
      const { at } = newest!
      if (at >= still && surplus <= 0) break
      if (at >= still) missed = Math.max(missed, at)
      forgotten = Math.max(forgotten, at)
      marks.delete(tag)
      surplus--
    }
    pruneAt = Math.min(mostTags, Math.max(1000, marks.size * 2))
  }
  return {
    get size() {
      return marks.size
    },
    get newest() {
      return newest
    },
    mark(tag, at, expiresAt) {
      newest = Math.max(newest, at)
      hasPaths ||= tag.startsWith(pathPrefix)
      const known = marks.get(tag) ?? []
      if (known.some((mark) => mark.at >= at && mark.expiresAt <= expiresAt)) return
      const newer = known.filter((mark) => mark.at > at)
      const older = stillTelling(known.slice(newer.length), (mark) => mark.expiresAt - at, expiresAt - at)
      if (newer.length === 0) marks.delete(tag)
      marks.set(tag, [...newer, { at, expiresAt }, ...older])
      changed()
      if (marks.size > pruneAt) prune()
    },
    markAll(at) {
      newest = everything = at
      marks.clear()
      changed()
    },
    get hasPaths() {
      return hasPaths
    },
    goneSince(tags) {
      let since = missed
      for (const tag of tags) {
        for (const mark of marks.get(tag) ?? []) if (mark.expiresAt <= mark.at) since = Math.max(since, mark.at)
      }
      return since
    },
    of: (tag) => marks.get(tag) ?? [],
    verdict(tags, computedAt, now) {
      if (everything > computedAt || (forgotten > computedAt && tags.length > 0)) return 'expired'
      let verdict: 'fresh' | 'stale' = 'fresh'
      for (const tag of tags) {
        for (const mark of marks.get(tag) ?? []) {
          if (mark.at <= computedAt) break
          // A stamp may lie a moment ahead of the clock; what is gone at once is gone by then.
          if (mark.expiresAt <= Math.max(now, mark.at)) return 'expired'
          verdict = 'stale'
        }
      }
      return verdict
    },
  }
}

/**
 * The older marks (newest first) that say more than a new one: those after which things are gone sooner. Of those whose time has come, the newest covers the others, so that a tag invalidated a million times
 * has two marks or three. `goneIn`: how long until things are gone after a mark, as `newGoneIn` says it of the new one.
 */
export function stillTelling<Older>(
  older: readonly Older[],
  goneIn: (mark: Older) => number,
  newGoneIn: number,
): readonly Older[] {
  const sooner = older.filter((mark) => goneIn(mark) < newGoneIn)
  const passed = sooner.find((mark) => goneIn(mark) <= 0)
  return sooner.filter((mark) => goneIn(mark) > 0 || mark === passed)
}

/** What the tags of paths begin with. */
export const pathPrefix = '_N_T_'
