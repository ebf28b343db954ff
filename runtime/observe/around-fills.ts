import type { Filled } from '../call/entry.ts'
import { about, type Told } from './tell.ts'
import type { CallEvent } from './cache-event.ts'

/** A run of a body that is about to start. `background`: nobody waits for it. */
export interface FillStart {
  readonly call: CallEvent
  readonly background: boolean
}

/** Runs a fill in a context of its own, and gives back its promise. */
type Around = (start: FillStart, fill: () => Promise<Filled>) => Promise<Filled>

const wrappers = new Set<Around>()

/** From now on each fill runs inside of `wrapper`, until the function it returns is called. */
export function aroundFills(wrapper: Around): () => void {
  wrappers.add(wrapper)
  return () => {
    wrappers.delete(wrapper)
  }
}

/** Runs a fill inside of what was put around; if there is anything. */
export function surrounded(call: Told, background: boolean, fill: () => Promise<Filled>): Promise<Filled> {
  let outermost = fill
  for (const wrapper of wrappers) {
    const inner = outermost
    outermost = () => wrapper({ call: about(call), background }, inner)
  }
  return outermost()
}
