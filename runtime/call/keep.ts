import { Copier } from './copier.ts'
import type { Filled } from './entry.ts'
import { refusedResult } from './explain-refusal.ts'
import { planOf } from './plan.ts'
import type { Computed } from '../time/freshness.ts'
import type { Definition } from './definition.ts'

/**
 * What is kept of a result, the same for all: a copy nobody else has, or the result itself where it cannot change. Looked at once, here: throws for what cannot be kept, and notes how to hand
 * it out and what it weighs.
 */
export function keep(value: unknown, made: Computed & { readonly definition: Definition }): Filled {
  const copier = new Copier('result')
  const { at, marksFrom, life, tags, definition } = made
  try {
    const own = copier.copy(value)
    const { bytes } = copier
    if (!copier.mutable)
      return { value: typeof value === 'object' ? value : own, handing: 'shared', bytes, at, marksFrom, life, tags }
    return {
      value: own,
      handing: copier.shared ? 'graph' : (planOf(own) ?? 'shared'),
      bytes,
      at,
      marksFrom,
      life,
      tags,
    }
  } catch (error) {
    throw refusedResult(error, definition)
  }
}
