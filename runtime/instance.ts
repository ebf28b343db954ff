import type { Entry } from './call/entry.ts'
import type { Flight } from './call/in-flight.ts'
import type { Scope } from './call/scope.ts'
import type { Shelf } from './call/shelf.ts'
import { joinCopies } from './copies.ts'
import { invalidate } from './invalidate.ts'
import { channels, watch } from './observe/channels.ts'
import { Events } from './observe/events.ts'
import { Past } from './observe/past.ts'
import { type Redact, type Redaction, redaction, usual } from './observe/redact.ts'
import { hostOf } from './outer/host.ts'
import { OuterStores, type StoresByKind } from './outer/outer-stores.ts'
import type { MemoryLimits, MemoryStore } from './memory.ts'
import { memoryStore } from './stores/memory.ts'
import { type Clock, type Timeline, timeline } from './time/clock.ts'
import { type Deadline, type DeadlineOptions, deadlineOf, noDeadline } from './time/deadline.ts'
import { type TagMarks, tagMarks } from './time/marks.ts'
import { type Life, type LifeOptions, type Profiles, profilesOf } from './time/profiles.ts'

/** Profiles by name. */
export type ConfiguredProfiles = Readonly<Record<string, LifeOptions>>

/** How a runtime is set up; see `configure`. */
export interface RuntimeOptions extends MemoryLimits {
  readonly cacheLife?: ConfiguredProfiles | undefined
  readonly clock?: Clock | undefined
  readonly redact?: Redact | undefined
  readonly deadline?: DeadlineOptions | undefined
  readonly earlyRefresh?: number | undefined
  readonly random?: (() => number) | undefined
  readonly results?: 'copied' | 'frozen' | undefined
  readonly uncacheableResults?: 'error' | 'pass' | undefined
  readonly maxRecording?: number | undefined
  readonly keySecret?: string | undefined
  readonly stores?: StoresByKind | undefined
}

/** Everything that calls share: the time, the profiles, what is kept, what was invalidated, who listens. Compiled functions find the one in use at each call. */
export interface Runtime {
  time: Timeline
  readonly profiles: Profiles
  readonly memory: MemoryStore
  readonly marks: TagMarks
  /** Behind the memory. */
  readonly outer: OuterStores
  readonly events: Events
  /** For functions that say nothing themselves. */
  deadline: Deadline
  /** The part of the time until `revalidate` at whose end results are refreshed, each at a moment of its own. */
  earlyRefresh: number
  /** From 0 up to 1, as `Math.random`. */
  random: () => number
  /** Whether callers get copies of a result, or all of them one that nobody can change. */
  results: 'copied' | 'frozen'
  /** What becomes of a result that cannot be kept. */
  uncacheableResults: 'error' | 'pass'
  /** How many bytes may be recorded of the streams in a result. */
  maxRecording: number
  /** What keys that leave the process are hashed with. */
  keySecret: string | undefined
  /** What is remembered of results that are gone. */
  readonly past: Past
  /** What texts about arguments hide. */
  redaction: Redaction
  /** Another one after each invalidation, and whenever a store has to be asked again; never one that another runtime has: what was fresh at this version still is, as far as tags say. */
  version: number
  /** The shelf of each definition, or of the first one of the same code; goes with it. */
  readonly shelves: WeakMap<object, Shelf>
  /** Whether a body was ever run. */
  hasRun: boolean
  /** The bodies that are running. */
  readonly running: Set<Scope>
  /** The runs that will bring results to their places. */
  readonly flights: Map<Entry, Flight>
  /** Equal lives are one object. */
  readonly lives: Map<string, Life>
}

let lastVersion = 0
/** By who said them: those of the app stand above those of `use-cache.config.*`. */
const said: Record<'config' | 'app', ConfiguredProfiles> = { config: {}, app: {} }
/** Together: they hold in every runtime, for the functions that rely on them are loaded once for all of them. */
let configured: ConfiguredProfiles = {}

/** Adds profiles for every runtime, those of tests included. Throws a `LifeError` when one means nothing. */
export function configureProfiles(profiles: ConfiguredProfiles, by: keyof typeof said): void {
  profilesOf(profiles)
  said[by] = { ...said[by], ...profiles }
  configured = { ...said.config, ...said.app }
}

/** Asks for the configured profiles with those of one runtime, which are put together anew when others are configured. */
function profilesWith(own: ConfiguredProfiles | undefined): () => Profiles {
  let madeOf = configured
  let profiles = profilesOf({ ...configured, ...own })
  return () => {
    if (madeOf !== configured) profiles = profilesOf({ ...(madeOf = configured), ...own })
    return profiles
  }
}

export function createRuntime(options: RuntimeOptions = {}): Runtime {
  const memory = memoryStore(options)
  const running = new Set<Scope>()
  const profiles = profilesWith(options.cacheLife)
  const renew = (): void => {
    runtime.version = ++lastVersion
    attend()
  }
  const runtime: Runtime = {
    time: timeline(options.clock),
    get profiles() {
      return profiles()
    },
    memory,
    marks: tagMarks(() => oldest(memory, running), renew),
    outer: new OuterStores(hostOf(() => runtime, renew)),
    events: new Events(attend),
    deadline: deadlineOf(options.deadline ?? {}, noDeadline, '`deadline`'),
    earlyRefresh: options.earlyRefresh ?? 0,
    random: options.random ?? Math.random,
    results: options.results ?? 'copied',
    uncacheableResults: options.uncacheableResults ?? 'error',
    maxRecording: options.maxRecording ?? 10 * 1024 * 1024,
    keySecret: options.keySecret,
    past: new Past(),
    redaction: options.redact === undefined ? usual : redaction(options.redact),
    version: ++lastVersion,
    shelves: new WeakMap(),
    hasRun: false,
    running,
    flights: new Map(),
    lives: new Map(),
  }
  if (options.stores !== undefined) runtime.outer.use(options.stores)
  return runtime
}

const first = createRuntime()

/** The runtime of this process, and what a hit has to know of it. */
export const inUse: {
  runtime: Runtime
  /** Its version while nobody listens to hits; else one that no entry was ever checked at. What was fresh at this version can be handed out without asking anything but the time and the caller. */
  quiet: number
  /** How many bodies are running, in whatever runtime; while there is none, no call can have been made by one. */
  bodies: number
  /** How many requests in draft mode there are; while there is one, each call has to ask whose it is. */
  drafts: number
  /** How many requests there are that may not get everything that is kept; while there is one, the same. */
  choosy: number
} = { runtime: first, quiet: first.version, bodies: 0, drafts: 0, choosy: 0 }

/** Puts a runtime in the place of the one in use, and returns that. */
export function replace(runtime: Runtime): Runtime {
  const before = inUse.runtime
  inUse.runtime = runtime
  attend()
  return before
}

/** No version, nor what entries say that were never checked. */
const never = -2

/** Called whenever something changes that `inUse.quiet` depends on. */
function attend(): void {
  const { runtime, drafts, choosy } = inUse
  inUse.quiet = runtime.events.hears('hit') || drafts > 0 || choosy > 0 ? never : runtime.version
}

/** Lets every call look at the request it belongs to, until what is given back is called. */
export function lookCloser(): () => void {
  inUse.choosy++
  attend()
  return () => {
    inUse.choosy--
    attend()
  }
}

/** Lets every call look at the request it belongs to, as long as `draft` can still be reached: from its tasks, timers and streams. */
export function bypassFor(draft: object): void {
  if (bypassed.has(draft)) return
  bypassed.add(draft)
  inUse.drafts++
  attend()
  gone?.register(draft, undefined)
}

const bypassed = new WeakSet<object>()
/** Where a runtime has none, calls go on asking. */
const gone =
  globalThis.FinalizationRegistry &&
  new FinalizationRegistry(() => {
    inUse.drafts--
    attend()
  })

watch(channels.hit, attend)
attend()
joinCopies((tag, expire) => invalidate(inUse.runtime, tag, expire))

function oldest(memory: MemoryStore, running: ReadonlySet<Scope>): number {
  let at = Infinity
  for (const entry of memory as Iterable<unknown> as Iterable<Entry>) at = Math.min(at, entry.at)
  for (const scope of running) at = Math.min(at, scope.at)
  return at
}
