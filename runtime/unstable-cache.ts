import { type Body, run } from './abi.ts'
import { openScope } from './call/scope.ts'
import { type CachedFunction, dressed, namedDefinition, padded, refuseUncacheable } from './cache.ts'
import { contentVersion } from './content-version.ts'
import { OptionError } from './errors.ts'
import { parametersOf } from './observe/parameter-names.ts'
import { checkTags } from './tags.ts'
import { never, resolveLife } from './time/profiles.ts'
import { refuseUnknown } from './unknown-option.ts'

/** What `unstable_cache` takes last. */
export interface UnstableCacheOptions {
  /** Seconds; `false`, as when it is left out: for ever. */
  readonly revalidate?: number | false | undefined
  readonly tags?: readonly string[] | undefined
}

/**
 * The `unstable_cache` of Next.js, for code that uses it: the code of the function, `keyParts` and the arguments are the key. What else it reads must be in `keyParts`. Results keep their types, as everywhere here: a Date stays a
 * Date. New code is better served by `'use cache'` or `cache`.
 *
 * Throws `OptionError`, `TagError` and `LifeError` for options that mean nothing.
 */
export function unstable_cache<Fn extends CallableFunction>(
  fn: Fn,
  keyParts?: readonly string[],
  options?: UnstableCacheOptions,
): CachedFunction<Fn>
export function unstable_cache<Args extends unknown[], Result>(
  fn: (...args: Args) => Promise<Result>,
  keyParts: readonly string[] = [],
  options: UnstableCacheOptions = {},
): (...args: Args) => Promise<Result> {
  refuseUncacheable(fn, 'unstable_cache')
  refuseUnknown(options, ['revalidate', 'tags'], 'unstable_cache()')
  if (!Array.isArray(keyParts))
    throw new OptionError('invalid-option', 'unstable_cache(): `keyParts` must be an array of strings.')
  const { revalidate = false, tags = [] } = options
  checkTags(tags, 'unstable_cache(): `tags`')
  const life = { revalidate: revalidate === false ? never : revalidate, expire: never }
  const fields = resolveLife(life, new Map(), 'unstable_cache()')
  const details = { version: contentVersion(fn), parameters: parametersOf(fn), captures: ['keyParts'] }
  const definition = namedDefinition(`unstable_cache#${fn.name || 'anonymous'}`, details)
  const body = async (_keyParts: readonly string[], ...args: Args): Promise<Result> => {
    const scope = openScope()!
    scope.limit(fields)
    scope.tag(tags)
    return fn(...args)
  }
  const parts = [...keyParts]
  return dressed(fn, (...args) => run(definition, padded(args, fn.length), body as unknown as Body<Result>, [parts]))
}
