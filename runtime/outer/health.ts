import { StoreError } from '../errors.ts'
import { breaker } from './breaker.ts'
import type { Host } from './host.ts'
import { outage, type StoreWork } from './outage.ts'

/** How a store does: whether it is left alone for a while, and what is said of it. */
export class Health {
  readonly #store: string
  readonly #host: Host
  readonly #breaker = breaker()
  readonly #outage = outage()

  constructor(store: string, host: Host) {
    this.#store = store
    this.#host = host
  }

  isLeftAlone(): boolean {
    return this.#breaker.isOpen()
  }

  succeeded(work: StoreWork): void {
    this.#breaker.succeeded()
    if (this.#outage.succeeded(work)) this.#host.calm(this.#store, work)
  }

  failed(operation: string, error: unknown, work: StoreWork): void {
    const failure = { store: this.#store, operation, error }
    this.#host.tell(failure)
    const isUnusable = error instanceof StoreError && error.code === 'store-unusable'
    if (this.#outage.failed(work, this.#breaker.failed() || isUnusable)) this.#host.warn(failure, work)
  }
}
