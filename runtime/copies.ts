import { warn } from './warn.ts'

/** What a copy of this package does for the others in its process. Never changes: copies of different versions meet here. */
interface Copy {
  /** Where it was loaded from. */
  readonly url: string
  /** Invalidates what has the tag; gone in `expire` seconds. Resolves when its stores have accepted. */
  invalidate(tag: string, expire: number): Promise<void>
}

interface Meeting {
  copies: readonly Copy[]
  warned: boolean
}

const place = Symbol.for('use-cache.copies')
const meeting: Meeting = ((globalThis as { [place]?: Meeting })[place] ??= { copies: [], warned: false })
const url = (import.meta.url ?? 'a bundle').replace(/[?#].*$/, '').replace(/\/(dist\/)?runtime\/copies\.[jt]s$/, '')

/** Makes this copy known. Says once that there are several; one that was loaded again from the same place takes the place of the former. */
export function joinCopies(invalidate: Copy['invalidate']): void {
  const others = meeting.copies.filter((copy) => copy.url !== url)
  meeting.copies = [...others, { url, invalidate }]
  if (others.length === 0 || meeting.warned) return
  meeting.warned = true
  const [one, other] = meeting.copies.map((copy) => copy.url.replace(/^file:\/\//, ''))
  warn(
    `use-cache is loaded twice in this process: from ${one} and from ${other}. Both work, each with a cache of its own, and invalidations reach both. ` +
      `But configure() and inRequest() of one mean nothing to the other, and a cached function of one does not take over the life and the tags of one of the other that it calls. ` +
      `\`npm ls use-cache\` shows who brings the second; \`npm dedupe\` removes it, or leave use-cache out of the bundle.`,
    'USE_CACHE_COPIES',
  )
}

/** Invalidates in the other copies, if there are any. */
export function invalidateElsewhere(tag: string, expire: number): Promise<unknown> | undefined {
  if (meeting.copies.length < 2) return undefined
  return Promise.all(meeting.copies.filter((copy) => copy.url !== url).map((copy) => copy.invalidate(tag, expire)))
}
