import { channels } from './channels.ts'
import type { CacheEvent, CacheEvents, CacheEventType } from './cache-event.ts'

/**
 * Calls `listener` at each event of a type, or of every type, in this process, until the function it returns is called. It is called at once, in the middle of the call: what it throws becomes an uncaught
 * exception, and never harms the call.
 *
 * ```ts
 * const stop = subscribe('miss', ({ function: id, arguments: args, reason }) => {
 *   console.log(`${id}(${args.join(', ')}): ${reason}`)
 * })
 * ```
 *
 * The same events are published on the channels `use-cache:hit`, `use-cache:miss`, … of `node:diagnostics_channel`. As long as nobody listens to `hit`, a hit costs nothing more.
 */
export function subscribe<Type extends CacheEventType>(
  type: Type,
  listener: (event: CacheEvents[Type]) => void,
): () => void
export function subscribe(type: 'all', listener: (event: CacheEvent) => void): () => void
export function subscribe(type: CacheEventType | 'all', listener: (event: never) => void): () => void {
  const types = type === 'all' ? (Object.keys(channels) as CacheEventType[]) : [type]
  const onMessage = (message: unknown): void => listener(message as never)
  for (const each of types) channels[each].subscribe(onMessage)
  return () => {
    for (const each of types) channels[each].unsubscribe(onMessage)
  }
}
