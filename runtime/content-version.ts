import { createHash } from 'node:crypto'

/** The same for functions with the same text, and for no others. */
export function contentVersion(fn: (...args: never[]) => unknown): string {
  return createHash('sha256').update(Function.prototype.toString.call(fn)).digest('base64url').slice(0, 22)
}
