import type { Awaitable, Store } from '../store.ts'

/** The store to be tested. */
export interface StoreUnderTest {
  /** Opens it as one more process would: all that are open at a time share one place, which nothing else uses. */
  readonly open: () => Awaitable<Store>
  /** Overwrites some of what the place holds of a key, near its start or its end, as a broken disk would. Without it that is not tested. */
  readonly spoil?: (key: string, where: 'start' | 'end') => Awaitable<void>
}

/** One promise of the contract, and how to see whether it is kept. */
export interface StoreCase {
  readonly name: string
  readonly run: (open: () => Promise<Store>, under: StoreUnderTest) => Promise<void>
}
