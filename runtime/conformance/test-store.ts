import type { Store } from '../store.ts'
import { callCases } from './call-cases.ts'
import { entryCases } from './entry-cases.ts'
import { keepingCases } from './keeping-cases.ts'
import { leaseCases } from './lease-cases.ts'
import { logCases } from './log-cases.ts'
import type { StoreUnderTest } from './store-case.ts'

export type { StoreUnderTest }

/** The `test` of a test runner: Vitest, `node:test`, Jest, Bun. `timeout`: milliseconds that it may take. */
export type TestFunction = (name: string, run: () => Promise<void>, timeout: number) => unknown

/** Rights to fill are waited for until they end. */
const minute = 60_000

/**
 * Whether a store keeps the contract: what was set comes back whole, in every process; no invalidation is lost; clocks may differ; and calls go on correctly while it is down, slow or flapping. Needs
 * no particular test runner, and stops with `AssertionError`s of `node:assert`. Its tests run one after the other.
 *
 * ```ts
 * import { test } from 'vitest'
 * import { testStore } from 'use-cache/testing'
 * import { myStore } from './my-store.ts'
 *
 * testStore(test, { open: () => myStore({ url: 'https://127.0.0.1:4000' }) })
 * ```
 */
export function testStore(test: TestFunction, under: StoreUnderTest): void {
  for (const { name, run } of [...entryCases, ...logCases, ...leaseCases, ...keepingCases, ...callCases]) {
    const underTest = async (): Promise<void> => {
      const opened: Store[] = []
      const open = async (): Promise<Store> => {
        const store = await under.open()
        opened.push(store)
        return store
      }
      try {
        await run(open, under)
      } finally {
        for (const store of opened) await store.close()
      }
    }
    test(name, underTest, minute)
  }
}
