import type { CacheEvent, CacheEvents, CacheEventType } from './cache-event.ts'
import { channels } from './channels.ts'

type Listener = (event: never) => void

/**
 * Tells listeners in this process what happens in one runtime: those of the runtime, and those of the channels `use-cache:hit`, `use-cache:miss`, …, which hear every runtime. Ask `hears`
 * before an event is made.
 */
export class Events {
  readonly #changed: () => void
  readonly #listeners = new Map<CacheEventType, Set<Listener>>()

  /** `changed` is called when somebody starts or stops to listen here. */
  constructor(changed: () => void) {
    this.#changed = changed
  }

  hears(type: CacheEventType): boolean {
    return channels[type].hasSubscribers || (this.#listeners.get(type)?.size ?? 0) > 0
  }

  /** Calls `listener` at each event of the type, until the function it returns is called. */
  on<Type extends CacheEventType>(type: Type, listener: (event: CacheEvents[Type]) => void): () => void {
    const listeners = this.#listeners.get(type) ?? new Set()
    this.#listeners.set(type, listeners.add(listener))
    this.#changed()
    return () => {
      listeners.delete(listener)
      this.#changed()
    }
  }

  emit(event: CacheEvent): void {
    for (const listener of this.#listeners.get(event.type) ?? []) listener(event as never)
    channels[event.type].publish(event)
  }
}
