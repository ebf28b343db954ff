import { type Body, define, type DefinitionOptions, mark, run } from './abi.ts'

/** A cached function as the compiler writes them; every argument that is passed counts as declared. */
export function cached<Args extends unknown[], Result>(
  id: string,
  body: (...args: Args) => Promise<Result>,
  options?: DefinitionOptions,
): (...args: Args) => Promise<Result> {
  let definition: ReturnType<typeof define> | undefined
  return mark((...args: Args) => run((definition ??= define(id, options)), args, body as unknown as Body<Result>))
}

/** One that captures: `captures` are read at each call and come before the arguments. */
export function capturing<Result>(
  id: string,
  captures: () => unknown[],
  body: (...all: never[]) => Promise<Result>,
  options?: DefinitionOptions,
): (...args: unknown[]) => Promise<Result> {
  let definition: ReturnType<typeof define> | undefined
  return mark((...args: unknown[]) => run((definition ??= define(id, options)), args, body, captures()))
}

/** A later moment of the same task. */
export const nextMoment: Promise<void> = Promise.resolve()

/** A promise, and the way to settle it. */
export function deferred<Value = void>(): {
  promise: Promise<Value>
  resolve: (value: Value) => void
  reject: (error: unknown) => void
} {
  return Promise.withResolvers<Value>()
}
