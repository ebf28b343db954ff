import { never, type Life } from '../../runtime/handler.ts'

/** Of what is not kept, and must not be kept by anybody. */
export const keptByNobody = 'private, no-cache, no-store, max-age=0, must-revalidate'

/** What caches between the client and us are told: fresh for `revalidate`, usable until `expire`. */
export function cacheControl(life: Life): string {
  let text = texts.get(life)
  if (text === undefined) texts.set(life, (text = written(life)))
  return text
}

/** Lives are few, and one object each. */
const texts = new WeakMap<Life, string>()
const year = 31_536_000

function written({ revalidate, expire }: Life): string {
  if (revalidate === 0 || expire === 0) return keptByNobody
  // Headers tell whole seconds.
  const [fresh, usable] = [Math.min(revalidate, expire), expire].map(Math.floor) as [number, number]
  if (fresh >= never) return `s-maxage=${year}`
  return `s-maxage=${fresh}${usable > fresh ? `, stale-while-revalidate=${usable - fresh}` : ''}`
}

/** Whether the client has the answer already: an `If-None-Match` of any form names its tag, weak or strong. */
export function isKnown(ifNoneMatch: string, etag: string | undefined): boolean {
  if (etag === undefined) return false
  if (ifNoneMatch === etag || ifNoneMatch.trim() === '*') return true
  const strong = etag.replace(/^W\//, '')
  return ifNoneMatch.match(/"[^"]*"/g)?.includes(strong) === true
}
