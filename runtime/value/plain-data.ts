import { property, within } from '../key/refusal.ts'

/** Its own enumerable properties with string names; getters are read. */
export function ownProperties(value: object): Record<string, unknown> {
  let copied: Record<string, unknown>
  try {
    copied = { ...value }
  } catch (error) {
    throw within(error, failingName(value))
  }
  for (const symbol of Object.getOwnPropertySymbols(copied)) delete (copied as Record<symbol, unknown>)[symbol]
  return copied
}

function failingName(value: object): string {
  for (const name of Object.keys(value)) {
    try {
      void (value as Record<string, unknown>)[name]
    } catch {
      return property(name)
    }
  }
  return ''
}

/** Its elements, with the holes; of a subclass of another realm, an array of this one. */
export function ownElements(list: readonly unknown[]): unknown[] {
  return Array.prototype.slice.call(list)
}

/**
 * Asked without looking at elements one by one: in code that has seen many kinds of lists, the engine would give each number a box of its own for that, so that a list of fractions would take three times
 * its room from then on.
 */
export function areNumbers(list: readonly unknown[]): boolean {
  return list.every(isNumber)
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number'
}

/** Frozen, and nothing in it but data: no accessor, no hidden property. */
export function isFrozenData(value: object): boolean {
  if (!Object.isFrozen(value)) return false
  const names = Reflect.ownKeys(value)
  if (names.length !== Object.keys(value).length + (Array.isArray(value) ? 1 : 0)) return false
  return names.every((name) => Object.hasOwn(Object.getOwnPropertyDescriptor(value, name)!, 'value'))
}

/** Freezes plain objects and arrays, to the ground. */
export function freezeData<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const inner of Object.values(value)) freezeData(inner)
  return value
}
