import { DeadlineError } from '../errors.ts'
import { describeValues } from '../observe/describe-values.ts'
import type { Told } from '../observe/tell.ts'
import type { Call } from './one-call.ts'
import type { Scope } from './scope.ts'

/** The body's result, if it comes before the hard deadline. After it, the body is told to stop. */
export function resultInTime<Result>(result: Promise<Result>, call: Call, scope: Scope): Promise<Result> {
  const { hard } = scope.deadline
  if (hard === Infinity) return result
  // Half of it is the body's in any case: it has only now said how much that is.
  return inTime(result, hard - Math.min(scope.waited, hard / 2), () => {
    const awaited = [...scope.awaits].filter(({ open }) => open).map(({ definition }) => definition.id)
    const error = deadlineError(call, hard, awaited)
    scope.abort(error)
    return error
  })
}

/** What the promises in the arguments hold, if they settle before the deadline for all functions; without one, within a minute. `pending` tells which do not. */
export function inputInTime<Values>(
  values: Promise<Values>,
  call: Told,
  pending: () => readonly string[],
): Promise<Values> {
  const { hard } = call.runtime.deadline
  const limit = hard === Infinity ? patience : hard
  return inTime(values, limit, () => deadlineError(call, limit, pending()))
}

const patience = 60_000

async function inTime<Result>(result: Promise<Result>, limit: number, late: () => Error): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(late()), limit)
  try {
    return await Promise.race([result, promise])
  } finally {
    clearTimeout(timer)
  }
}

function deadlineError(call: Told, waited: number, awaited: readonly string[]): DeadlineError {
  const { id } = call.definition
  const args = describeValues(call).slice(call.captured)
  const forWhat =
    awaited.length === 0
      ? 'It waits for nothing that is cached, so something that it awaits itself takes that long, or never ends.'
      : `It waits for ${awaited.join(', ')}.`
  return new DeadlineError(
    { function: id, arguments: args, waited, awaited },
    `${id}(${args.join(', ')}) had no result after ${waited / 1000} s, its hard deadline. ${forWhat} ` +
      `Pass cacheSignal() to what it awaits, so that it stops in time; or allow more: cacheDeadline({ hard: '1m' }) at the top of the function, configure({ deadline }) for all.`,
  )
}
