import { checkNumber } from '../../check-number.ts'
import { OptionError } from '../../errors.ts'
import { longestTimer } from '../../longest-timer.ts'
import { refuseUnknown } from '../../unknown-option.ts'

/** See `redisStore`. */
export interface RedisStoreOptions {
  /** `redis://user:password@host:6379/0`, `rediss://…` for TLS; of a cluster, one or more of its nodes. */
  readonly url: string | readonly string[]
  /** Whether it is a Redis Cluster; several URLs say so too. */
  readonly cluster?: boolean
  /** Before every key: `use-cache:` unless set. Apps with different ones share nothing. */
  readonly prefix?: string
  /**
   * How long, in milliseconds, results in this process's memory are used without asking Redis for invalidations: 1000 unless set. Invalidations are also pushed, so that they usually arrive within
   * milliseconds; this is the most it can take.
   */
  readonly staleness?: number
  /** How long, in milliseconds, a call waits for Redis before its body runs: 200 unless set. */
  readonly timeout?: number
  /** How long, in seconds, a result stays at most: 30 days unless set. Every key has an end. */
  readonly maxAge?: number
}

const century = 3_155_760_000

/** Throws an `OptionError` for what `redisStore` does not allow. */
export function checkOptions(options: RedisStoreOptions): void {
  refuseUnknown(options, ['url', 'cluster', 'prefix', 'staleness', 'timeout', 'maxAge'], 'redisStore()')
  const { url, cluster, prefix, staleness, timeout, maxAge } = options
  const urls: readonly unknown[] = [url].flat()
  if (url === undefined || urls.length === 0) throw wrong('it needs a `url`: redis://host:6379.')
  for (const each of urls)
    if (!isRedisUrl(each)) throw wrong(`${JSON.stringify(withoutSecrets(each))} is no URL such as redis://host:6379.`)
  if (cluster !== undefined && typeof cluster !== 'boolean') throw wrong('`cluster` must be true or false.')
  if (prefix !== undefined && typeof prefix !== 'string') throw wrong('`prefix` must be a text.')
  checkNumber(staleness, 'redisStore(): `staleness` (milliseconds)', 0, longestTimer)
  checkNumber(timeout, 'redisStore(): `timeout` (milliseconds)', 1, longestTimer)
  checkNumber(maxAge, 'redisStore(): `maxAge` (seconds)', 1, century)
}

function isRedisUrl(url: unknown): boolean {
  return typeof url === 'string' && URL.canParse(url) && /^rediss?:$/.test(new URL(url).protocol)
}

function wrong(what: string): OptionError {
  return new OptionError('invalid-option', `redisStore(): ${what}`)
}

/** For people. What is no URL may hold a password as well. */
export function withoutSecrets(url: unknown): string {
  return String(url).replace(/^(.*?:\/\/)?([^/:@]*):.*@/, '$1$2:***@')
}
