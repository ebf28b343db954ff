import type { Definition } from '../call/definition.ts'
import type { Runtime } from '../instance.ts'
import type { CacheEvents, CacheEventType, CallEvent } from './cache-event.ts'
import { describeValues } from './describe-values.ts'

/** What an event needs to know of the call that it is about. */
export interface Told {
  readonly runtime: Runtime
  readonly definition: Definition
  /** Captures first, then arguments; left out where there is a key alone. */
  readonly values?: readonly unknown[]
  readonly captured: number
  readonly body?: unknown
  /** The key of `values`, if it was made already. */
  readonly key?: string | undefined
}

type AboutCall = { [Type in CacheEventType]: CacheEvents[Type] extends CallEvent ? Type : never }[CacheEventType]
type Details<Type extends AboutCall> = Omit<CacheEvents[Type], keyof CallEvent | 'type'>

/** Tells those who listen what became of a call. */
export function tell<Type extends AboutCall>(type: Type, call: Told, details: Details<Type>): void {
  const { events } = call.runtime
  if (events.hears(type)) events.emit(Object.assign(about(call), { type }, details) as never)
}

/** What is said of every call. The texts are made when somebody reads them: most listeners count. */
export function about(call: Told): CallEvent {
  const { id, kind } = call.definition
  return {
    function: id,
    kind,
    get arguments() {
      return describeValues(call).slice(call.captured)
    },
    get captures() {
      return describeValues(call).slice(0, call.captured)
    },
  }
}
