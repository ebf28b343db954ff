import { Copier } from './copier.ts'
import { encode } from './encode.ts'
import { nameOfInput, refusedInput } from './explain-refusal.ts'
import type { Call } from './fill.ts'
import { inputInTime } from './in-time.ts'
import { nothing, settleValues, unsettled } from './settle.ts'
import { isPrimitive } from './shelf.ts'
import { detached } from './text.ts'

/**
 * The call with values of its own, which nobody else can change, and the key made from just these: what the key says is what the body sees. Undefined when something in them must be awaited
 * first; see `settle`.
 */
export function own(call: Call): Call | undefined {
  if (call.key !== undefined) return call
  try {
    const values = call.values.every(isPrimitive) ? call.values.map(ownPrimitive) : copy(call.values)
    const key = encode(values)
    return key === undefined ? undefined : { ...call, values, key }
  } catch (error) {
    throw refusedInput(error, call.definition, call.captured)
  }
}

/** Waits for the promises and blobs among the values, then goes on. What the caller changes meanwhile is not seen. */
export async function settle(call: Call, goOn: (settled: Call) => Promise<unknown>): Promise<unknown> {
  let settled: Call
  try {
    const values = copy(call.values)
    const known = nothing()
    const pending = (): string[] =>
      unsettled(values, known).map((position) => nameOfInput(position, call.definition, call.captured))
    settled = { ...call, ...(await inputInTime(settleValues(values, known), call, pending)) }
  } catch (error) {
    throw refusedInput(error, call.definition, call.captured)
  }
  return goOn(settled)
}

function copy(values: readonly unknown[]): readonly unknown[] {
  return new Copier('argument').copy(values) as unknown[]
}

function ownPrimitive(value: unknown): unknown {
  return typeof value === 'string' ? detached(value) : value
}
