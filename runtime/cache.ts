import { type Body, mark, run } from './abi.ts'
import { Definition, type DefinitionOptions } from './call/definition.ts'
import { answer, isCached, isQuestion } from './key/identity.ts'
import { openScope } from './call/scope.ts'
import { placeOfCall } from './caller.ts'
import { contentVersion } from './content-version.ts'
import { OptionError } from './errors.ts'
import { inUse } from './instance.ts'
import type { CacheLifeProfile } from './life.ts'
import { parametersOf } from './observe/parameter-names.ts'
import { checkTags } from './tags.ts'
import { type DeadlineOptions, deadlineOf, noDeadline } from './time/deadline.ts'
import { type LifeOptions, resolveLife } from './time/profiles.ts'
import { refuseUnknown } from './unknown-option.ts'

/** What `cache` takes beside the function. */
export interface CacheOptions<Args extends readonly unknown[] = never[]> {
  /**
   * A name that nothing else in the app has: `'products'`. With it, results are shared by every call of `cache` with this name and the same code, and may be kept in stores outside of the process; so what the
   * function reads must be among its arguments or in `key`. Without it, each call of `cache` has results of its own, in this process.
   */
  readonly id?: string | undefined
  /** What the result depends on, in place of the arguments: for arguments that cannot be compared, such as connections, and for variables of enclosing functions. */
  readonly key?: ((...args: Args) => readonly unknown[]) | undefined
  /** Like `cacheLife` at the top of the function. */
  readonly life?: CacheLifeProfile | LifeOptions | undefined
  /** Like `cacheTag` at the top of the function. */
  readonly tags?: readonly string[] | ((...args: Args) => readonly string[]) | undefined
  /** Like `cacheDeadline` at the top of the function. */
  readonly deadline?: DeadlineOptions | undefined
  /** The `remote` of `'use cache: remote'`. */
  readonly kind?: string | undefined
  /** Part of the key. Unless set, the text of the function is: other code, other results. */
  readonly version?: string | undefined
}

/** The same function, which always returns a promise. */
export type CachedFunction<Fn> = Fn extends (...args: never[]) => Promise<unknown>
  ? Fn
  : Fn extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never

/** What options of a function are given; of a generic one, as wide as it may be. */
type ArgumentsOf<Fn> = Fn extends (...args: infer Args) => unknown ? Args : never[]

/**
 * The function form of `'use cache'`, for code that is not compiled: the same keys, lifetimes, tags, kinds and events. All arguments that are passed are part of the key, and the function gets copies of them;
 * `cacheLife`, `cacheTag` and the others may be called in it. Variables of enclosing functions are not part of the key: pass them as arguments, or name them in `key`.
 *
 * ```ts
 * const getProducts = cache((category: string) => db.query(SQL, [category]), { id: 'products', life: 'hours', tags: ['products'] })
 * ```
 *
 * Throws `OptionError` for options that mean nothing.
 */
export function cache<Fn extends CallableFunction>(fn: Fn, options?: CacheOptions<ArgumentsOf<Fn>>): CachedFunction<Fn>
export function cache<Args extends unknown[], Result>(
  fn: (...args: Args) => Result,
  options: CacheOptions<Args> = {},
): (...args: Args) => Promise<Awaited<Result>> {
  refuseUncacheable(fn, 'cache')
  checkOptions(options)
  const { id, key, kind, version } = options
  const details = { kind, parameters: parametersOf(fn), captures: key === undefined ? [] : ['key'] }
  const definition =
    id === undefined
      ? new Definition(ownId(fn), { ...details, version, local: true })
      : namedDefinition(id, { ...details, version: version ?? contentVersion(fn) })
  return dressed(fn, key === undefined ? byArguments(definition, fn, options) : byKey(definition, fn, key, options))
}

/** With the arguments as key. */
function byArguments<Args extends unknown[], Result>(
  definition: Definition,
  fn: (...args: Args) => Result,
  options: CacheOptions<Args>,
): (...args: Args) => Promise<Awaited<Result>> {
  const body = async (...args: Args): Promise<Result> => {
    apply(definition, options, args)
    return fn(...args)
  }
  return (...args) => run(definition, padded(args, fn.length), body as unknown as Body<Awaited<Result>>)
}

/** With a key of its own; then the function gets the arguments themselves. */
function byKey<Args extends unknown[], Result>(
  definition: Definition,
  fn: (...args: Args) => Result,
  key: (...args: Args) => readonly unknown[],
  options: CacheOptions<Args>,
): (...args: Args) => Promise<Awaited<Result>> {
  const { id, version } = definition
  return (...args) => {
    const asked = isQuestion()
    try {
      const captures = [key(...args)]
      if (asked) return answer({ id, version, captures, definition, args: [], body: fn }) as never
      const body = async (): Promise<Result> => {
        apply(definition, options, args)
        return fn(...args)
      }
      return run(definition, [], body as Body<Awaited<Result>>, captures)
    } catch (error) {
      // Who it is depends on its arguments, and there are none: then it is nobody, and cannot be one itself.
      return asked ? (undefined as never) : Promise.reject(error)
    }
  }
}

/** What the options say, said at the top of the body. */
function apply<Args extends unknown[]>(definition: Definition, options: CacheOptions<Args>, args: Args): void {
  const { id } = definition
  const { life, tags } = options
  const scope = openScope()!
  if (options.deadline !== undefined) scope.deadline = deadlineOf(options.deadline, scope.runtime.deadline, deadline)
  if (life !== undefined) scope.limit(resolveLife(life, scope.runtime.profiles, `cache(): \`life\` of ${id}`))
  if (tags === undefined) return
  const list = typeof tags === 'function' ? tags(...args) : tags
  checkTags(list, `cache(): \`tags\` of ${id}`)
  scope.tag(list)
}

/** Left out at the end is the same as undefined. */
export function padded<Args extends unknown[]>(args: Args, length: number): Args {
  while (args.length < length) args.push(undefined)
  return args
}

/** The wrapper, with the name and length of the function, and known as cached. */
export function dressed<Fn extends (...args: never[]) => unknown>(fn: (...args: never[]) => unknown, wrapper: Fn): Fn {
  Object.defineProperty(wrapper, 'length', { value: fn.length, configurable: true })
  return mark(wrapper, fn.name)
}

/** One definition for each name and code, so that a wrapper that is made again finds what the first has kept. */
export function namedDefinition(id: string, options: DefinitionOptions): Definition {
  const name = JSON.stringify([id, options.kind, options.version])
  let definition = definitions.get(name)
  if (definition === undefined) definitions.set(name, (definition = new Definition(id, options)))
  return definition
}

const definitions = new Map<string, Definition>()

/** Tells where the function was cached, and is the id of no other function in any process. */
function ownId(fn: { readonly name: string }): string {
  return `${placeOfCall(['cache', cache]) ?? 'cache()'}#${fn.name || 'anonymous'}~${thisProcess}.${++lastOwn}`
}

const thisProcess = crypto.randomUUID().slice(0, 8)
let lastOwn = 0

/** Throws for what cannot be cached, or is cached already. */
export function refuseUncacheable(fn: unknown, caller: string): void {
  if (typeof fn !== 'function')
    throw new OptionError('invalid-option', `${caller}() needs a function, got a value of type ${typeof fn}.`)
  if (!isCached(fn)) return
  throw new OptionError(
    'invalid-option',
    `${caller}(${fn.name}): this function is cached already, by 'use cache' or by cache(). Say its life and tags there.`,
  )
}

const known = ['id', 'key', 'life', 'tags', 'deadline', 'kind', 'version']
const deadline = 'cache(): `deadline`'

function checkOptions<Args extends unknown[]>(options: CacheOptions<Args>): void {
  refuseUnknown(options, known, 'cache()')
  for (const name of ['id', 'kind', 'version'] as const) {
    if (options[name] === undefined || (typeof options[name] === 'string' && options[name] !== '')) continue
    throw new OptionError('invalid-option', `cache(): \`${name}\` must be a text that is not empty.`)
  }
  if (options.key !== undefined && typeof options.key !== 'function') {
    throw new OptionError(
      'invalid-option',
      'cache(): `key` must be a function of the arguments that returns an array: (db, id) => [id].',
    )
  }
  const { life, tags } = options
  // Profiles may be configured later; their names are looked up when the function runs.
  if (life !== undefined && typeof life !== 'string') resolveLife(life, inUse.runtime.profiles, 'cache(): `life`')
  if (tags !== undefined && typeof tags !== 'function') checkTags(tags, 'cache(): `tags`')
  if (options.deadline !== undefined) deadlineOf(options.deadline, noDeadline, deadline)
}
