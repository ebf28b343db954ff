import type { Entry } from './call/entry.ts'
import type { Scope } from './call/scope.ts'
import type { Shelf } from './call/shelf.ts'
import { Events } from './observe/events.ts'
import type { MemoryLimits, MemoryStore } from './store.ts'
import { memoryStore } from './stores/memory.ts'
import { type Clock, type Timeline, timeline } from './time/clock.ts'
import { type TagMarks, tagMarks } from './time/marks.ts'
import { type Life, type LifeOptions, type Profiles, profilesOf } from './time/profiles.ts'

/** How a runtime is set up; see `configure`. */
export interface RuntimeOptions extends MemoryLimits {
  readonly cacheLife?: Readonly<Record<string, LifeOptions>> | undefined
  readonly clock?: Clock | undefined
}

/** Everything that calls share: the time, the profiles, what is kept, what was invalidated, who listens. Compiled functions find the one in use at each call. */
export interface Runtime {
  time: Timeline
  profiles: Profiles
  readonly memory: MemoryStore
  readonly marks: TagMarks
  readonly events: Events
  /** The shelf of each definition; goes with the definition. */
  readonly shelves: WeakMap<object, Shelf>
  /** The bodies that are running. */
  readonly running: Set<Scope>
  /** Equal lives are one object. */
  readonly lives: Map<string, Life>
}

export function createRuntime(options: RuntimeOptions = {}): Runtime {
  const memory = memoryStore(options)
  const running = new Set<Scope>()
  return {
    time: timeline(options.clock),
    profiles: profilesOf(options.cacheLife),
    memory,
    marks: tagMarks(() => oldest(memory, running)),
    events: new Events(),
    shelves: new WeakMap(),
    running,
    lives: new Map(),
  }
}

/** The runtime of this process. Tests put another one in its place. */
export const inUse: { runtime: Runtime } = { runtime: createRuntime() }

function oldest(memory: MemoryStore, running: ReadonlySet<Scope>): number {
  let at = Infinity
  for (const entry of memory as Iterable<unknown> as Iterable<Entry>) at = Math.min(at, entry.at)
  for (const scope of running) at = Math.min(at, scope.at)
  return at
}
