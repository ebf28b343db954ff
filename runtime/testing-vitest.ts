/** A setup file for Vitest: `setupFiles: ['use-cache/testing/vitest']` adds the cache matchers to `expect`, with their types. */
import { expect } from 'vitest'
import { cacheMatchers, type CacheMatchers } from './cache-matchers.ts'

expect.extend(cacheMatchers)

declare module 'vitest' {
  // The names of the parameters must be those of Vitest.
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> extends CacheMatchers<R> {}
}
