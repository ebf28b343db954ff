import { bodyOfCaller, placeOfCall, refuseInBody } from './caller.ts'
import { PlaceError, TagError } from './errors.ts'
import { invalidateElsewhere } from './copies.ts'
import { inUse } from './instance.ts'
import { invalidate } from './invalidate.ts'
import type { CacheLifeProfile } from './life.ts'
import { noteInvalidation } from './request.ts'
import { pathPrefix } from './time/marks.ts'
import { type LifeOptions, resolveLife } from './time/profiles.ts'

/**
 * Names for what the result of the cached function that calls it depends on, for `revalidateTag` and `updateTag`. At most 128 in one call, each a string of up to 256 characters; any
 * characters. Results made from this one carry them too. Throws `TagError` for a bad tag, `PlaceError` outside a cached function.
 */
export function cacheTag(...tags: string[]): void {
  const scope = bodyOfCaller('cacheTag', cacheTag)
  const caller = `cacheTag() in ${scope.definition.id}`
  checkTags(tags, caller)
  scope.tag(tags)
}

/** Throws for what can be no list of tags. */
export function checkTags(tags: readonly unknown[], caller: string): void {
  if (!Array.isArray(tags)) throw new TagError('invalid-tag', `${caller}: tags must be an array of strings.`)
  if (tags.length > mostTags) {
    throw new TagError(
      'invalid-tag',
      `${caller}: ${tags.length} tags in one call, at most ${mostTags} are possible. Use a coarser tag, or several calls.`,
    )
  }
  for (const tag of tags) checkTag(tag, caller)
}

/**
 * Marks everything with this tag as stale: calls are answered with what is there, which is computed anew behind the answer. `profile` (a name, or `{ expire }`) says how long that may go on:
 * after its `expire` a call waits; with `{}` for ever. Without a profile, and with `{ expire: 0 }`, calls wait at once, as after `updateTag`. The request that calls it gets nothing older from then on, whatever
 * the profile.
 *
 * May be called anywhere but in a cached body. Resolves when every store has accepted, and rejects with a `StoreError` when one has not. Throws `TagError` for a bad tag and `LifeError` for an unknown profile, at the call.
 */
export function revalidateTag(tag: string, profile?: CacheLifeProfile | LifeOptions): Promise<void> {
  refuseInBody('revalidateTag', revalidateTag)
  checkTag(tag, 'revalidateTag()')
  if (profile === undefined) return invalidateEverywhere(tag, 0)
  return invalidateEverywhere(tag, resolveLife(profile, inUse.runtime.profiles, 'revalidateTag()').expire ?? Infinity)
}

/** Removes everything with this tag: the next call waits for a new result. Otherwise like `revalidateTag`. */
export function updateTag(tag: string): Promise<void> {
  refuseInBody('updateTag', updateTag)
  checkTag(tag, 'updateTag()')
  return invalidateEverywhere(tag, 0)
}

/**
 * Removes what was cached for a path: a literal one (`/blog/hello`), or a pattern (`/blog/[slug]`) with its type, in which groups (`/(shop)/cart`) count for nothing. Otherwise like `updateTag`. Throws `TagError` for a path of more than 1024 characters and for a
 * pattern without a type.
 */
export function revalidatePath(path: string, type?: 'layout' | 'page' | 'route'): Promise<void> {
  refuseInBody('revalidatePath', revalidatePath)
  if (typeof path !== 'string' || path.length > longestPath) {
    const got = typeof path === 'string' ? `one of ${path.length} characters` : `a value of type ${typeof path}`
    throw new TagError('invalid-tag', `revalidatePath() needs a path of at most ${longestPath} characters, got ${got}.`)
  }
  if (type === undefined && /\[[^/]+\]/.test(path)) {
    throw new TagError(
      'invalid-tag',
      `revalidatePath(${JSON.stringify(path)}) has a dynamic segment: say what it is the pattern of, as in revalidatePath(path, 'page'), or pass a literal path.`,
    )
  }
  if (type === undefined) return invalidateEverywhere(`${pathPrefix}${path.length > 1 ? withoutEnd(path) : path}`, 0)
  return invalidateEverywhere(`${pathPrefix}${withoutEnd(path.replaceAll(/\/\([^/]*\)(?=\/|$)/g, ''))}/${type}`, 0)
}

/**
 * In Next.js, what refreshes the client's router after a Server Action. Here there is neither: it throws a `PlaceError` that says what to call instead, so that code which relies on it is found.
 */
export function refresh(): void {
  refuseInBody('refresh', refresh)
  const place = placeOfCall(['refresh', refresh])
  throw new PlaceError(
    'no-client-router',
    `refresh() was called${place === undefined ? '' : ` at ${place}`}. It makes the client's router ask again after a Server Action of a Next.js page, and here is no such router. ` +
      `To make cached data new, call updateTag(), revalidateTag() or revalidatePath().`,
  )
}

const mostTags = 128
const longestTag = 256
const longestPath = 1024

function checkTag(tag: unknown, caller: string): void {
  if (typeof tag !== 'string') {
    throw new TagError(
      'invalid-tag',
      `${caller}: a tag must be a string, got ${tag === null ? 'null' : `a value of type ${typeof tag}`}.`,
    )
  }
  if (tag.length <= longestTag) return
  throw new TagError(
    'invalid-tag',
    `${caller}: the tag “${tag.slice(0, 40)}…” has ${tag.length} characters, at most ${longestTag} are possible. Use an id or a hash.`,
  )
}

function withoutEnd(path: string): string {
  return path.replace(/\/+$/, '')
}

/** `expire`: seconds until what is stale now is gone. */
async function invalidateEverywhere(given: string, expire: number): Promise<void> {
  const { runtime } = inUse
  const tag = given.toWellFormed()
  const here = invalidate(runtime, tag, expire)
  noteInvalidation(tag, runtime.time.stamp())
  await Promise.all([here, invalidateElsewhere(tag, expire)])
}
