import { keyMethod } from './key-method.ts'
import { className, type Kind, nameOf } from './kind.ts'
import { foreignInput, Refusal, within } from './refusal.ts'
import { typeOf } from './registered.ts'

/** A value with a meaning of its own, taken apart into values that a key can hold. */
export interface Parts {
  /** A letter that no other kind of value begins with. */
  readonly tag: string
  readonly values: readonly unknown[]
  /** How a path goes on from the value to the part at `index`. */
  readonly step: (index: number) => string
}

/** Bytes that stand in the key as they are. */
export class RawBytes {
  readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }
}

/** `held`: what a promise resolved to, the digest of a blob, or what `answerOf` gave. Throws a `Refusal` for a value that no key can hold. */
export function keyParts(value: object, kind: Kind | 'keyed', held?: unknown): Parts {
  switch (kind) {
    case 'keyed':
      return parts('K', [className(value), held], () => "[Symbol.for('use-cache.key')]()")
    case 'date':
      return parts('D', [(value as Date).getTime()])
    case 'regexp':
      return parts('R', [(value as RegExp).source, (value as RegExp).flags])
    case 'map':
      return parts('M', [...(value as Map<unknown, unknown>)].flat(1), (index) =>
        index % 2 === 0 ? `.keys()[${index >> 1}]` : `.values()[${index >> 1}]`,
      )
    case 'set':
      return parts('S', [...(value as Set<unknown>)], (index) => `.values()[${index}]`)
    case 'url':
      return parts('U', [(value as URL).href])
    case 'search-params':
      return parts('Q', [...(value as URLSearchParams)].flat(1))
    case 'headers':
      return parts('H', [...(value as Headers)].flat(1))
    case 'form-data':
      return parts('F', [...(value as FormData)].flat(1), (index) => `.values()[${index >> 1}]`)
    case 'error':
      return parts('E', errorParts(value as Error))
    case 'buffer':
    case 'view':
      return parts('V', [viewName(value as ArrayBufferView, kind), bytesOf(value as ArrayBufferView)])
    case 'array-buffer':
      return arrayBuffer(value as ArrayBuffer)
    case 'promise':
      return parts('P', [held])
    case 'blob':
      return parts('B', [(value as Blob).type, held])
    case 'file':
      return parts('L', [(value as File).name, (value as File).type, held])
    case 'registered':
      return parts('X', [typeOf(value)!.name, held], () => '.encode()')
    default:
      throw foreignInput(value)
  }
}

/** Asks an object, or its type, what stands for it in a key. */
export function answerOf(value: object, kind: 'keyed' | 'registered'): unknown {
  if (kind === 'registered') return typeOf(value)!.encode(value)
  const method: unknown = (value as Record<symbol, unknown>)[keyMethod]
  if (typeof method !== 'function') {
    throw new Refusal(
      'kind',
      `${nameOf(value)}, whose Symbol.for('use-cache.key') is no method,`,
      'Make it a method that returns plain data.',
    )
  }
  try {
    return (method as () => unknown).call(value)
  } catch (error) {
    throw within(error, "[Symbol.for('use-cache.key')]()")
  }
}

function parts(tag: string, values: readonly unknown[], step: Parts['step'] = () => ''): Parts {
  return { tag, values, step }
}

/** Two errors are the same when class, message and fields are; where they were made is not asked. */
function errorParts(error: Error): unknown[] {
  const fields: Record<string, unknown> = Object.fromEntries(Object.entries(error))
  for (const name of ['cause', 'errors'])
    if (Object.hasOwn(error, name)) fields[name] = (error as unknown as Record<string, unknown>)[name]
  delete fields.stack
  return [classOf(error), error.name, error.message, fields]
}

/** The name of its class; of classes with one name, those that were met later have a number in this process. */
function classOf(value: object): string {
  const prototype = Object.getPrototypeOf(value) as object
  const known = classes.get(prototype)
  if (known !== undefined) return known
  const name = className(value)
  const others = namesakes.get(name) ?? 0
  const own = others === 0 ? name : `${name}~${others}`
  namesakes.set(name, others + 1)
  classes.set(prototype, own)
  return own
}

const classes = new WeakMap<object, string>()
const namesakes = new Map<string, number>()

function viewName(view: ArrayBufferView, kind: 'buffer' | 'view'): string {
  return kind === 'buffer' ? 'Buffer' : Object.prototype.toString.call(view).slice(8, -1)
}

function bytesOf(view: ArrayBufferView): RawBytes {
  return new RawBytes(new Uint8Array(view.buffer, view.byteOffset, view.byteLength))
}

function arrayBuffer(buffer: ArrayBuffer): Parts {
  return parts('A', [new RawBytes(new Uint8Array(buffer)), buffer.resizable ? buffer.maxByteLength : undefined])
}
