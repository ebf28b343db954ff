import type { Runtime } from '../instance.ts'
import { handOut } from './copy.ts'
import type { Entry, Filled } from './entry.ts'
import type { Scope } from './scope.ts'

/** A copy for the caller; a body that called takes over life and tags. */
export function handOver(filled: Entry | Filled, caller: Scope | undefined): unknown {
  caller?.absorb(filled)
  return handOut(filled.value, filled.handing)
}

/** Invalidated while it was made: a run that began before somebody asked does not answer them. */
export function isOutdated(filled: Filled, { marks, time }: Runtime, caller: Scope | undefined): boolean {
  const verdict = marks.verdict(filled.tags, filled.at, time.now())
  return verdict === 'expired' || (verdict === 'stale' && caller !== undefined)
}
