import { types } from 'node:util'

/**
 * Whether two values mean the same to a program that looks at everything: `-0` and holes, the order of Map and Set, prototypes of objects, cycles and what is shared with what. The order of
 * properties does not count.
 */
export function same(
  one: unknown,
  other: unknown,
  pairs: Map<object, object> = new Map(),
  back: Map<object, object> = new Map(),
): boolean {
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null)
    return Object.is(one, other)
  if (pairs.has(one) || back.has(other)) return pairs.get(one) === other && back.get(other) === one
  pairs.set(one, other)
  back.set(other, one)
  if (Object.prototype.toString.call(one) !== Object.prototype.toString.call(other)) return false
  if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return false
  const [left, right] = [contents(one), contents(other)]
  return left.length === right.length && left.every((part, index) => same(part, right[index], pairs, back))
}

function contents(value: object): unknown[] {
  if (value instanceof Date) return [value.getTime()]
  if (value instanceof RegExp) return [value.source, value.flags]
  if (value instanceof URL) return [value.href]
  if (value instanceof URLSearchParams || value instanceof Headers) return [...value].flat()
  if (value instanceof ArrayBuffer) return [...new Uint8Array(value)]
  if (ArrayBuffer.isView(value))
    return [value.byteLength, ...new Uint8Array(value.buffer, value.byteOffset, value.byteLength)]
  const names = value instanceof Error ? Object.getOwnPropertyNames(value) : Object.keys(value)
  const own = names.sort().flatMap((name) => [name, (value as Record<string, unknown>)[name]])
  if (value instanceof Map) return [...value].flat(1).concat(own)
  if (value instanceof Set) return [...value].concat(own)
  if (Array.isArray(value)) return [value.length, ...own]
  return types.isBoxedPrimitive(value) ? [value.valueOf()] : own
}
