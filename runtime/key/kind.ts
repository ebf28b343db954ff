import { types } from 'node:util'
import { isHandle } from './is-handle.ts'
import { isCached } from './identity.ts'
import { keyMethod } from './key-method.ts'
import { isKept } from '../value/kept.ts'
import { typeOf } from './registered.ts'

/** What a value with an identity is, in whatever realm it was made. `foreign`: none of these, so neither a key nor a result can hold it. */
export type Kind =
  | 'object'
  | 'null-prototype'
  | 'array'
  | 'date'
  | 'map'
  | 'set'
  | 'regexp'
  | 'url'
  | 'search-params'
  | 'headers'
  | 'form-data'
  | 'file'
  | 'blob'
  | 'buffer'
  | 'array-buffer'
  | 'view'
  | 'error'
  | 'boxed'
  | 'crypto-key'
  | 'promise'
  | 'response'
  | 'stream'
  | 'iterable'
  | 'registered'
  | 'kept'
  | 'foreign'

/** Instances of subclasses of built-ins are foreign (they may hold anything), errors excepted. */
export function kindOf(value: object): Kind {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Object.prototype) return 'object'
  if (prototype === null) return 'null-prototype'
  if (typeOf(value) !== undefined) return 'registered'
  if (Array.isArray(value)) return isArrayPrototype(prototype as object) ? 'array' : 'foreign'
  if (types.isNativeError(value) || value instanceof DOMException) return 'error'
  if (types.isPromise(value)) return 'promise'
  const depth = chainLength(prototype as object)
  if (depth === 1) return isObjectPrototype(prototype as object) ? 'object' : 'foreign'
  if (depth === 2) return builtIn(value)
  return deepBuiltIn(value, prototype as object, depth)
}

/** Kinds that a key can hold. */
const keyable: ReadonlySet<Kind> = new Set<Kind>([
  'object',
  'null-prototype',
  'array',
  'date',
  'map',
  'set',
  'regexp',
  'url',
  'search-params',
  'headers',
  'form-data',
  'file',
  'blob',
  'buffer',
  'array-buffer',
  'view',
  'error',
  'promise',
  'registered',
])

/** It can be no part of a key, whatever is in it; a body can only hand it on. */
export function isOpaque(value: object): boolean {
  if (typeof value === 'function') return !isCached(value)
  if ((value as Record<symbol, unknown>)[keyMethod] !== undefined) return false
  return isElement(value) || !keyable.has(kindOf(value))
}

/** What a message calls it: `class Session`, `a function`, `a Promise`. */
export function nameOf(value: unknown): string {
  if (typeof value === 'symbol') return `the symbol ${String(value)}`
  if (isHandle(value as object)) return 'something that this function may only hand on'
  if (typeof value === 'function')
    return isClass(value)
      ? `class ${value.name || '(anonymous)'} itself`
      : `the function ${value.name || '(anonymous)'}`
  if (typeof value !== 'object' || value === null) return typeof value
  if (types.isPromise(value)) return 'a Promise'
  if (isElement(value)) return 'a JSX element'
  const name = className(value)
  return name === '' || name === 'Object' ? 'an object with a prototype of its own' : `class ${name}`
}

/** What JSX makes: by the mark that React and its like put on elements, lazy components and portals. */
export function isElement(value: object): boolean {
  return typeof (value as { readonly $$typeof?: unknown }).$$typeof === 'symbol'
}

/** The name of the class that it is a direct instance of; empty when it has none. */
export function className(value: object): string {
  const prototype = Object.getPrototypeOf(value) as { constructor?: unknown } | null
  const { constructor } = prototype ?? {}
  return typeof constructor === 'function' ? constructor.name : ''
}

export function isClass(value: object): boolean {
  return typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value))
}

/** A class of which the direct instances are built-in: two steps to the end, `Map.prototype` and `Object.prototype`. */
function builtIn(value: object): Kind {
  if (types.isDate(value)) return 'date'
  if (types.isMap(value)) return 'map'
  if (types.isSet(value)) return 'set'
  if (types.isRegExp(value)) return 'regexp'
  if (types.isArrayBuffer(value)) return 'array-buffer'
  if (types.isDataView(value)) return 'view'
  if (types.isBoxedPrimitive(value)) return 'boxed'
  if (types.isCryptoKey(value)) return 'crypto-key'
  if (value instanceof URL) return 'url'
  if (value instanceof URLSearchParams) return 'search-params'
  if (value instanceof Headers) return 'headers'
  if (value instanceof FormData) return 'form-data'
  if (value instanceof Blob) return 'blob'
  if (value instanceof Response) return 'response'
  if (value instanceof ReadableStream) return 'stream'
  return isKept(value) ? 'kept' : 'foreign'
}

function deepBuiltIn(value: object, prototype: object, depth: number): Kind {
  if (ArrayBuffer.isView(value)) {
    if (depth === 3) return 'view'
    return prototype === Buffer.prototype ? 'buffer' : 'foreign'
  }
  if (types.isKeyObject(value)) return 'crypto-key'
  if (value instanceof File) return prototype === File.prototype ? 'file' : 'foreign'
  if (value instanceof Response) return 'response'
  return types.isGeneratorObject(value) && Symbol.asyncIterator in value ? 'iterable' : 'foreign'
}

function chainLength(prototype: object): number {
  let length = 0
  for (let link: object | null = prototype; link !== null; link = Object.getPrototypeOf(link) as object | null) length++
  return length
}

function isArrayPrototype(prototype: object): boolean {
  return prototype === Array.prototype || (Array.isArray(prototype) && chainLength(prototype) === 2)
}

/** `Object.prototype` of another realm: only it has all of this and no prototype. */
function isObjectPrototype(prototype: object): boolean {
  return Object.hasOwn(prototype, '__proto__') && Object.hasOwn(prototype, 'hasOwnProperty')
}
