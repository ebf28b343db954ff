import { types } from 'node:util'
import { sameBytes } from '../key/held.ts'
import type { Kind } from '../key/kind.ts'
import { withoutStack } from './without-stack.ts'

/**
 * A new value of the same kind, for the built-in kinds that are neither plain objects nor arrays. `copy` copies what is inside; `made` is told of the new value before that, so that a
 * Map may hold itself. Undefined for kinds that are not copied this way.
 */
export function rebuild(
  value: object,
  kind: Kind,
  copy: (inner: unknown, step: string) => unknown,
  made: (copied: object) => void,
): object | undefined {
  switch (kind) {
    case 'date':
      return new Date((value as Date).getTime())
    case 'regexp':
      return new RegExp((value as RegExp).source, (value as RegExp).flags)
    case 'url':
      return new URL((value as URL).href)
    case 'search-params':
      return new URLSearchParams(pairs(value as URLSearchParams, copy))
    case 'headers':
      return new Headers(pairs(value as Headers, copy))
    case 'form-data':
      return formData(value as FormData, copy)
    case 'boxed':
      return Object(copy((value as { valueOf(): unknown }).valueOf(), '.valueOf()')) as object
    case 'buffer':
      return Buffer.from(value as Buffer)
    case 'array-buffer':
      return (value as ArrayBuffer).resizable ? structuredClone(value) : (value as ArrayBuffer).slice(0)
    case 'view':
      return view(value as ArrayBufferView, copy)
    case 'map':
      return map(value as Map<unknown, unknown>, copy, made)
    case 'set':
      return set(value as Set<unknown>, copy, made)
    case 'error':
      return error(value as Error, copy, made)
    case 'blob':
      return sameBytes(new Blob([value as Blob], { type: (value as Blob).type }), value as Blob)
    case 'file':
      return file(value as File)
    case 'crypto-key':
      return value
    default:
      return undefined
  }
}

type Copy = (inner: unknown, step: string) => unknown
type Made = (copied: object) => void

function pairs(values: Iterable<[string, string]>, copy: Copy): [string, string][] {
  const copied = [...values]
  for (const pair of copied) for (const index of [0, 1] as const) pair[index] = copy(pair[index], '') as string
  return copied
}

function formData(form: FormData, copy: Copy): FormData {
  const copied = new FormData()
  let index = 0
  for (const [name, item] of form) copied.append(copy(name, '') as string, copy(item, `.values()[${index++}]`))
  return copied
}

/** Another one over the same bytes. */
function file(original: File): File {
  const { name, type, lastModified } = original
  return sameBytes(new File([original], name, { type, lastModified }), original)
}

function view(original: ArrayBufferView, copy: Copy): ArrayBufferView {
  const buffer = copy(original.buffer, '.buffer') as ArrayBuffer
  if (types.isDataView(original)) return new DataView(buffer, original.byteOffset, original.byteLength)
  const { length, byteOffset } = original as Uint8Array
  const Typed = globalThis[Object.prototype.toString.call(original).slice(8, -1) as 'Uint8Array']
  return new Typed(buffer, byteOffset, length)
}

function map(original: Map<unknown, unknown>, copy: Copy, made: Made): Map<unknown, unknown> {
  const copied = new Map<unknown, unknown>()
  made(copied)
  let index = 0
  for (const [key, item] of original) {
    const name = typeof key === 'string' ? `.get(${JSON.stringify(key)})` : `.values()[${index}]`
    copied.set(copy(key, `.keys()[${index++}]`), copy(item, name))
  }
  return copied
}

function set(original: Set<unknown>, copy: Copy, made: Made): Set<unknown> {
  const copied = new Set<unknown>()
  made(copied)
  let index = 0
  for (const item of original) copied.add(copy(item, `.values()[${index++}]`))
  return copied
}

/** Keeps class, message, stack, cause and fields. Made by `Error` itself, so that everybody still recognises it as one. */
function error(
  original: Error,
  copy: Copy,
  made: Made,
  names: readonly string[] = Object.getOwnPropertyNames(original),
): Error {
  const copied =
    original instanceof DOMException
      ? new DOMException(original.message, original.name)
      : withoutStack(() => new Error())
  made(copied)
  const prototype: unknown = Object.getPrototypeOf(original)
  if (Object.getPrototypeOf(copied) !== prototype) Object.setPrototypeOf(copied, prototype as object)
  for (const name of names) {
    const { enumerable = false } = Object.getOwnPropertyDescriptor(original, name) ?? {}
    const field = copy((original as unknown as Record<string, unknown>)[name], `.${name}`)
    Object.defineProperty(copied, name, { value: field, enumerable, writable: true, configurable: true })
  }
  return copied
}

/** Without what a key does not say of it: where it was made, and hidden properties. */
export function errorOfKey(original: Error, copy: Copy, made: Made): Error {
  const names = Object.getOwnPropertyNames(original).filter(
    (name) => name !== 'stack' && (sayable.has(name) || Object.prototype.propertyIsEnumerable.call(original, name)),
  )
  const copied = error(original, copy, made, names)
  const stack = `${copied.name}: ${copied.message}`
  Object.defineProperty(copied, 'stack', { value: stack, writable: true, configurable: true })
  return copied
}

const sayable: ReadonlySet<string> = new Set(['name', 'message', 'cause', 'errors'])

/** A buffer with memory of its own: small ones are cut from a large one that others keep alive. */
export function ownBuffer(buffer: Buffer): Buffer {
  const own = Buffer.allocUnsafeSlow(buffer.length)
  buffer.copy(own)
  return own
}

/** A view of its own bytes alone, whatever else its buffer holds. */
export function ownBytes(view: ArrayBufferView): object {
  const { buffer, byteOffset, byteLength } = view
  const bytes = (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength)
  if (view instanceof DataView) return new DataView(bytes)
  const Typed = globalThis[Object.prototype.toString.call(view).slice(8, -1) as 'Uint8Array']
  return new Typed(bytes)
}
