import { channel, type Channel } from 'node:diagnostics_channel'
import type { CacheEventType } from './cache-event.ts'

/** The channels of this process, by event: `use-cache:hit`, `use-cache:miss`, … */
export const channels: Readonly<Record<CacheEventType, Channel>> = {
  hit: channel('use-cache:hit'),
  stale: channel('use-cache:stale'),
  miss: channel('use-cache:miss'),
  fill: channel('use-cache:fill'),
  error: channel('use-cache:error'),
  evict: channel('use-cache:evict'),
  bypass: channel('use-cache:bypass'),
  invalidate: channel('use-cache:invalidate'),
  'store-error': channel('use-cache:store-error'),
}

/**
 * Calls `changed` after anybody has started or stopped to listen on the channel, in whatever way. Node tells nobody about its subscribers, and asking at each hit would cost each hit; so the
 * methods of this one channel tell. Subscribers that were there before are seen by `hasSubscribers`.
 */
export function watch(watched: Channel, changed: () => void): void {
  for (const name of ['subscribe', 'unsubscribe', 'bindStore', 'unbindStore'] as const) {
    // Set already by another copy of this package.
    const others = Object.getOwnPropertyDescriptor(watched, name)?.value as Method | undefined
    const value = function (this: Channel, ...args: unknown[]): unknown {
      // Looked up at each call: with its first subscriber a channel changes its prototype.
      const method = others ?? (Object.getPrototypeOf(watched) as Record<string, Method>)[name]!
      const result = method.apply(watched, args)
      changed()
      return result
    }
    Object.defineProperty(watched, name, { value, configurable: true, writable: true })
  }
}

type Method = (this: Channel, ...args: unknown[]) => unknown
