import { PlaceError } from '../errors.ts'
import type { Filled } from './entry.ts'
import type { Scope } from './scope.ts'

/** A body that is running, and the calls that wait for it. */
export interface Flight {
  readonly scope: Scope
  result: Promise<Filled>
  /** Where the result comes from, as soon as that is known. Without a store to be asked it is known at once. */
  source?: Promise<'store' | 'body'>
  /** The body has returned, and some of its result is still on its way. */
  hasBegun: boolean
}

/** Notes that the run `waiting` waits for another. Throws when that one waits for it in turn: neither would ever end. */
export function awaitRun(waiting: Scope | undefined, awaited: Scope): void {
  if (waiting === undefined) return
  const circle = pathTo(waiting, awaited)
  if (circle !== undefined) throw deadlock(circle)
  waiting.awaits.add(awaited)
}

/** From `from` along what each run waits for, to `target`. */
function pathTo(target: Scope, from: Scope, met: Set<Scope> = new Set()): Scope[] | undefined {
  if (from === target) return [from]
  met.add(from)
  for (const next of from.awaits) {
    if (!next.open || met.has(next)) continue
    const rest = pathTo(target, next, met)
    if (rest !== undefined) return [from, ...rest]
  }
  return undefined
}

function deadlock(circle: readonly Scope[]): PlaceError {
  const ids = [...circle, circle[0]!].map(({ definition }) => definition.id)
  return new PlaceError(
    'deadlock',
    `${ids.join(' → ')}: a cached function waits for its own result, with the same arguments. ` +
      `Pass an argument that changes with each step, or move the shared part into a function of its own.`,
  )
}
