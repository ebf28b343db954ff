import type { Question } from '../observe/cached-function.ts'
import { Copier } from '../value/copier.ts'
import { encode } from '../key/encode.ts'
import { nameOfInput, refusedInput } from './explain-refusal.ts'
import type { Call } from './one-call.ts'
import { inputInTime } from './in-time.ts'
import { Passing } from '../key/passing.ts'
import { Refusal, refusalOf } from '../key/refusal.ts'
import { noneSettled, type SettledValues, settleValues, unsettled } from '../key/settle.ts'
import { isPrimitive } from './shelf.ts'
import { detached } from '../value/text.ts'

/**
 * The call with values of its own, which nobody else can change, and the key made from just these: what the key says is what the body sees. Undefined when something in them must be awaited
 * first; see `settle`.
 */
export function own(call: Call): Call | undefined {
  if (call.key !== undefined) return call
  try {
    if (call.values.every(isPrimitive)) {
      const values = call.values.map(ownPrimitive)
      return { ...call, values, key: encode(values)! }
    }
    const passing = new Passing(call)
    const values = copy(call.values, passing)
    const settled = noneSettled()
    const key = encode(values, settled)
    return key === undefined ? undefined : { ...call, values, key, settled, ...used(passing) }
  } catch (error) {
    throw refusedInput(error, call.definition, call.captured, call.body)
  }
}

/** Waits for the promises and blobs among the values, then goes on. What the caller changes meanwhile is not seen. */
export async function settle(call: Call, goOn: (settled: Call) => Promise<unknown>): Promise<unknown> {
  return goOn({ ...call, ...(await settledValues(call)) })
}

/** Values of the body's own with everything in them awaited, their key, and what is handed on. Rejects when that takes too long. */
export async function settledValues(call: Question): Promise<SettledValues & Pick<Call, 'given' | 'passing'>> {
  try {
    const passing = new Passing(call)
    const values = copy(call.values, passing)
    const known = noneSettled()
    const pending = (): string[] =>
      unsettled(values, known).map((position) => nameOfInput(position, call.definition, call.captured, call.body))
    const own = await inputInTime(settleValues(values, known, passing), call, pending)
    return { ...own, ...used(passing) }
  } catch (error) {
    throw refusedInput(error, call.definition, call.captured, call.body)
  }
}

function copy(values: readonly unknown[], passing: Passing): readonly unknown[] {
  try {
    return new Copier('argument', { passing }).copy(values) as unknown[]
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal instanceof Refusal) takePosition(refusal)
    throw refusal
  }
}

/** The first step leads through the list of values. */
function takePosition(refusal: Refusal): void {
  const [, position, path] = /^\[(\d+)\](.*)$/s.exec(refusal.path) ?? []
  if (position === undefined) return
  refusal.position = Number(position)
  refusal.path = path!
}

function used(passing: Passing): Pick<Call, 'given' | 'passing'> {
  return { given: passing.given, passing: passing.paths.size === 0 ? undefined : passing }
}

function ownPrimitive(value: unknown): unknown {
  return typeof value === 'string' ? detached(value) : value
}
