import { setImmediate } from 'node:timers/promises'
import { StoreError } from '../../errors.ts'

/** What LMDB says, as an error that names the folder and what to do. */
export function inWords(path: string, error: unknown): unknown {
  if (error instanceof StoreError || !(error instanceof Error)) return error
  const { message } = error
  if (/^MDB_(CORRUPTED|PAGE_NOTFOUND|PANIC|INVALID|BAD_TXN)/.test(message)) return damaged(path, message, error)
  return new StoreError('store-failed', `${named(path)}: ${message}`, { cause: error })
}

/** Why a write failed. Of a commit LMDB says it in a promise beside the error; the process would end when nobody caught it. */
export async function reasonOf(failure: unknown): Promise<unknown> {
  const { commitError } = failure as { readonly commitError?: Promise<never> }
  if (commitError === undefined) return failure
  const reason = commitError.catch((cause: unknown) => cause)
  return Promise.race([reason, setImmediate(failure)])
}

export function damaged(path: string, how: string, cause?: unknown): StoreError {
  return unusable(path, `holds a database that is damaged (${how}). Delete it, once no process uses it`, cause)
}

export function unusable(path: string, why: string, cause?: unknown): StoreError {
  return new StoreError('store-unusable', `${named(path)}: the folder ${why}.`, { cause })
}

/** A store, for messages. */
export function named(path: string): string {
  return `lmdbStore({ path: ${JSON.stringify(path)} })`
}
