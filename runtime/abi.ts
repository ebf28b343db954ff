/** What compiled modules import. Names and signatures never change; only the compiler writes calls of them. */
import type { Body } from './call/one-call.ts'
import { call } from './call/call.ts'
import { Definition, type DefinitionOptions } from './call/definition.ts'
import { answer, type Identity, isCached, isQuestion, markCached } from './key/identity.ts'
import { keyMethod } from './key/key-method.ts'
import { isClass } from './key/kind.ts'
import { AsThrown } from './key/refusal.ts'

export { applyConfig } from './apply-config.ts'
export type { Body, Definition, DefinitionOptions }

/** Called once for each cached function, at its first call. `id`: `src/products.ts#getProducts`. */
export function define(id: string, options?: DefinitionOptions): Definition {
  return new Definition(id, options)
}

/** One call. `args`: the declared arguments. `body`: the original function, called as `body(...captures, ...args)`. Always returns a native Promise; never throws. */
export function run<Result>(
  definition: Definition,
  args: readonly unknown[],
  body: Body<Result>,
  captures?: readonly unknown[],
): Promise<Result> {
  // Only `identify` asks, and takes what is no promise.
  if (isQuestion()) return identityOf(definition, args, body, captures) as never
  return call(definition, args, body, captures)
}

/** Apart, for a closure would cost every call something. */
function identityOf(
  definition: Definition,
  args: readonly unknown[],
  body: Body<unknown>,
  captures: readonly unknown[] = [],
): Identity {
  const { id, version } = definition
  const callWith: Identity['callWith'] = (captures, args) => call(definition, args, body, captures)
  return answer({ id, version, captures, definition, args, body, callWith })
}

/** Answers a call that comes before a captured variable is initialised. */
export function reject(error: Error): Promise<never> {
  // Who it is depends on the variable, too.
  if (isQuestion()) throw error
  return Promise.reject(error)
}

/** Marks a compiled function, so that it can be part of a key by its identity. `name`: sets `fn.name` where wrapping it in this call lost the inferred one. */
export function mark<Fn>(fn: Fn, name?: string): Fn {
  markCached(fn as object)
  if (name !== undefined) Object.defineProperty(fn, 'name', { value: name, configurable: true })
  return fn
}

/** For module-level directives: a computed or re-exported value. Functions become cached, with all their arguments in the key; every other value, and what is cached already, is returned as it is. */
export function wrap<Value>(id: string, kind: string | undefined, value: Value, version?: string): Value {
  if (typeof value !== 'function' || isCached(value) || isClass(value)) return value
  const definition = define(id, { kind, version })
  const { name, length } = value
  const body = async (...args: unknown[]): Promise<unknown> =>
    (value as unknown as (...args: unknown[]) => unknown)(...args)
  const wrapped = (...args: unknown[]): Promise<unknown> => {
    while (args.length < length) args.push(undefined)
    return run(definition, args, body as Body<unknown>)
  }
  Object.defineProperty(wrapped, 'length', { value: length, configurable: true })
  return mark(wrapped, name) as unknown as Value
}

/**
 * The parts of a captured object that the body reads: `pick(req, { url: 0, nextUrl: { pathname: 0 } })` → `{ url, nextUrl: { pathname } }`; a leaf is 0. `null` and `undefined`, at any depth, are
 * returned as they are. A getter that throws rejects the call, as it would in the body.
 */
export function pick(value: unknown, shape: object): unknown {
  if (value === null || value === undefined) return value
  try {
    const picked: Record<string, unknown> = {}
    for (const name in shape) {
      const part = (value as Record<string, unknown>)[name]
      const inner = (shape as Record<string, unknown>)[name]
      picked[name] = inner === 0 ? part : pick(part, inner as object)
    }
    return picked
  } catch (error) {
    return {
      [keyMethod]() {
        throw new AsThrown(undefined, { cause: error })
      },
    }
  }
}
