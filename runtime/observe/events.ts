import type { Life } from '../time/profiles.ts'

/** What happens in the cache. `function` is the id of the cached function: `src/products.ts#getProducts`. Times are milliseconds. */
export interface CacheEvents {
  /** Answered with what is kept. */
  hit: { readonly function: string; readonly age: number }
  /** Answered with what is kept, and computing it anew behind the answer. */
  stale: { readonly function: string; readonly age: number }
  /** The call has to wait for the body. */
  miss: { readonly function: string; readonly reason: 'absent' | 'stale' | 'expired' }
  /** The call goes past the cache: its request is in draft mode, or it is of a private function and there is no request to keep its result. */
  bypass: { readonly function: string; readonly reason: 'draft' | 'no-request' }
  /** The body has run; `kept` is false when its life or its size forbids to keep the result. */
  fill: {
    readonly function: string
    readonly duration: number
    readonly bytes: number
    readonly life: Life
    readonly tags: readonly string[]
    readonly kept: boolean
  }
  /** The body failed, or its result cannot be kept. `background`: nobody waited for it. */
  error: { readonly function: string; readonly error: unknown; readonly background: boolean }
  /** Removed to make room. */
  evict: { readonly function: string; readonly bytes: number }
  invalidate: { readonly tag: string }
}

/** Typed events; nobody listening costs one check of `listening`. */
export class Events {
  /** Whether anybody listens to anything. */
  listening = false
  readonly #changed: () => void
  readonly #listeners = new Map<keyof CacheEvents, Set<(event: never) => void>>()

  /** `changed` is called when `listening` may have changed. */
  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** Calls `listener` at each event of the type, until the function it returns is called. */
  on<Type extends keyof CacheEvents>(type: Type, listener: (event: CacheEvents[Type]) => void): () => void {
    const listeners = this.#listeners.get(type) ?? new Set()
    this.#listeners.set(type, listeners.add(listener))
    this.listening = true
    this.#changed()
    return () => {
      listeners.delete(listener)
      this.listening = [...this.#listeners.values()].some(({ size }) => size > 0)
      this.#changed()
    }
  }

  emit<Type extends keyof CacheEvents>(type: Type, event: CacheEvents[Type]): void {
    for (const listener of this.#listeners.get(type) ?? []) (listener as (event: CacheEvents[Type]) => void)(event)
  }
}
