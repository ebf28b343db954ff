import { withoutStack } from '../value/without-stack.ts'

/** An error without fields, of the class `kind` where every process has that; else an `Error` that is called like its class. */
export function bareError(kind: string, name: string, message: string): Error {
  if (kind === 'DOMException') return new DOMException(message, name)
  const make = Object.hasOwn(makers, kind) ? makers[kind] : undefined
  const error = withoutStack(make ?? makers.Error)
  for (const own of Object.getOwnPropertyNames(error)) Reflect.deleteProperty(error, own)
  hide(error, 'name', make === undefined && name === 'Error' && kind !== '' ? kind : name)
  hide(error, 'message', message)
  return error
}

/** Says so itself what its class does not say. */
function hide(error: Error, property: 'name' | 'message', value: string): void {
  if (error[property] !== value) Object.defineProperty(error, property, { value, writable: true, configurable: true })
}

const makers = {
  Error: () => new Error(),
  TypeError: () => new TypeError(),
  RangeError: () => new RangeError(),
  SyntaxError: () => new SyntaxError(),
  ReferenceError: () => new ReferenceError(),
  EvalError: () => new EvalError(),
  URIError: () => new URIError(),
  AggregateError: () => new AggregateError([]),
} satisfies Readonly<Record<string, () => Error>> as { Error: () => Error } & Readonly<
  Record<string, (() => Error) | undefined>
>
