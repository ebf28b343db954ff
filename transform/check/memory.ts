import { statSync } from 'node:fs'
import type { ModuleReport } from './check-module.ts'
import type { Placement } from './placement.ts'
import type { Problem } from './problem.ts'

/** What a check found in one file. */
export interface Seen {
  readonly isReadable: boolean
  readonly problems: readonly Problem[]
  /** Null for a module that left at the door. */
  readonly report: ModuleReport | null
}

/** What checks found in files, for the next check: true as long as a file, and how it is compiled, stay as they are. */
export interface Memory {
  recall(path: string, placement: Placement): Seen | undefined
  /** Called before a file is read, so that what happens to it afterwards is a change. */
  open(path: string, placement: Placement): (seen: Seen) => void
}

export function memory(): Memory {
  const known = new Map<string, Seen & { readonly state: string }>()
  return {
    recall(path, placement) {
      const seen = known.get(path)
      return seen?.state === stateOf(path, placement) ? seen : undefined
    },
    open(path, placement) {
      const state = stateOf(path, placement)
      return (seen) => known.set(path, { ...seen, state })
    },
  }
}

/** Nothing is remembered. */
export const noMemory: Memory = { recall: () => undefined, open: () => () => {} }

function stateOf(path: string, placement: Placement): string {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true })
  return `${found?.ino} ${found?.size} ${found?.mtimeNs} ${found?.ctimeNs} ${JSON.stringify(placement)}`
}
