import type { Runtime } from '../instance.ts'
import { hashOfCall } from '../observe/past.ts'
import type { Computed } from '../time/freshness.ts'
import { Copier } from './copier.ts'
import type { Handing } from './copy.ts'
import type { Definition } from '../call/definition.ts'
import type { Filled } from '../call/entry.ts'
import type { Call } from '../call/one-call.ts'
import { refusedResult } from '../call/explain-refusal.ts'
import { warn } from '../warn.ts'
import { ignoreRejections } from './ignore-rejections.ts'
import { freezeData } from './plain-data.ts'
import { OwnNames } from './own-names.ts'
import type { Passing } from '../key/passing.ts'
import { planOf } from './plan.ts'
import { Recorder } from './recorder.ts'
import { Refusal, refusalOf } from '../key/refusal.ts'
import { enter, Scope } from '../call/scope.ts'

/** What a result was made by: a run, or one of another process. */
interface Made extends Computed {
  readonly definition: Definition
  readonly runtime: Runtime
}

/** The call that it answers. */
type Asked = Pick<Call, 'key' | 'passing'>

/**
 * What is kept of a result, the same for all: a copy nobody else has, or the result itself where it cannot change. Looked at once, here: throws for what cannot be kept, and notes how to hand
 * it out and what it weighs. `rest` is there when some of it is still on its way.
 */
export function keep(value: unknown, made: Made, { key, passing }: Asked): Filled {
  const names = new OwnNames(() => hashOfCall(made.definition, key ?? ''), made.runtime.memory)
  const recorder = recorderFor(made, names, passing)
  const copier = new Copier('result', { recorder, passing, names })
  try {
    const own = copier.copy(value)
    // What is to come may hand arguments back, too.
    const passes = copier.passes || (recorder.isNeeded && passing !== undefined)
    const kept = held(value, own, copier, passes, made.runtime)
    if (made instanceof Scope) for (const used of made.unfinished) recorder.await(used.recorder)
    const filled = { ...kept, ...timesOf(made) }
    if (!recorder.isNeeded) return filled
    const whole = (): Filled => ({ ...kept, ...timesOf(made), bytes: copier.bytes + recorder.bytes })
    return { ...filled, rest: { recorder, whole } }
  } catch (error) {
    refuse(error, value, made)
    return { value, handing: 'shared', bytes: 0, isUncacheable: true, ...timesOf(made) }
  }
}

/** Throws what callers are told of a value that cannot be kept; or warns, where it is handed on as it is. */
function refuse(error: unknown, value: unknown, made: Made): void {
  const refusal = refusalOf(error)
  const told = refusedResult(refusal, made.definition)
  if (refusal instanceof Refusal && made instanceof Scope && made.runtime.uncacheableResults === 'pass')
    return warnOnce(told as Error, made.definition)
  ignoreRejections(value)
  throw told
}

interface Held {
  readonly value: unknown
  readonly handing: Handing
  readonly bytes: number
}

function held(value: unknown, own: unknown, copier: Copier, passes: boolean, { results }: Runtime): Held {
  const { bytes } = copier
  if (passes) return { value: own, handing: 'passing', bytes }
  if (!copier.mutable) return { value: typeof value === 'object' ? value : own, handing: 'shared', bytes }
  if (results === 'frozen' && copier.onlyData) return { value: freezeData(own), handing: 'shared', bytes }
  return { value: own, handing: copier.shared ? 'graph' : (planOf(own) ?? 'shared'), bytes }
}

/** Its own fields alone: a run has many more. */
function timesOf({ at, marksFrom, life, tags }: Computed): Computed {
  return { at, marksFrom, life, tags }
}

function recorderFor(made: Made, names: OwnNames, passing: Passing | undefined): Recorder {
  const recorder: Recorder = new Recorder({
    limit: made.runtime.maxRecording,
    keep(value) {
      const copier = new Copier('result', { recorder, passing, names })
      return { value: copier.copy(value), bytes: copier.bytes }
    },
    refuse: (error, value) => refuse(error, value, made),
    enter: (work) => (made instanceof Scope ? enter(made, work) : work()),
    rest: (isResting) => made instanceof Scope && made.rest(isResting),
  })
  return recorder
}

function warnOnce({ message }: Error, definition: Definition): void {
  if (warned.has(definition)) return
  warned.add(definition)
  warn(`${message} It is handed on as it is, and computed for each call.`)
}

const warned = new WeakSet<Definition>()
