import type { Runtime } from './instance.ts'

/** What has the tag is stale from now on, and gone in `expire` seconds. Resolves when every store has accepted. */
export function invalidate({ marks, time, events, outer }: Runtime, tag: string, expire: number): Promise<void> {
  const now = time.stamp()
  marks.mark(tag, now, now + expire * 1000)
  if (events.hears('invalidate')) events.emit({ type: 'invalidate', tag, expire })
  return outer.invalidate({ tag, expiresIn: expire * 1000 })
}
