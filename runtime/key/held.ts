/**
 * What promises and blobs stand for in keys: what was resolved, the digest of the bytes. Known for promises that were made here from a value, which nobody can resolve otherwise, and for blobs that were
 * read once, which never change.
 */
const known = new WeakMap<object, { readonly value: unknown }>()

export function heldBy(promiseOrBlob: object): { readonly value: unknown } | undefined {
  return known.get(promiseOrBlob)
}

/** A promise of the body's own. */
export function promiseOf(value: unknown): Promise<unknown> {
  const promise = Promise.resolve(value)
  known.set(promise, { value })
  return promise
}

export async function digestOf(blob: Blob): Promise<string> {
  const found = known.get(blob)
  if (found !== undefined) return found.value as string
  const value = Buffer.from(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())).toString('base64')
  known.set(blob, { value })
  return value
}

/** A copy of a blob holds the same bytes. */
export function sameBytes<Copied extends Blob>(copied: Copied, original: Blob): Copied {
  const found = known.get(original)
  if (found !== undefined) known.set(copied, found)
  return copied
}
