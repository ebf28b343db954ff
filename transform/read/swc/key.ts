import { computedPlace, nowhere, placeNamed, type Place } from './walk.ts'
import { stringValue, type Text } from './string.ts'
import type { Key } from './tree.ts'

/** The name that a key gives, `#x` for a private one; null when it is computed. */
export function keyName(text: Text, key: Key): string | null {
  switch (key.type) {
    case 'Identifier':
      return key.value
    case 'PrivateName':
      return `#${key.value}`
    case 'StringLiteral':
      return stringValue(text, key)
    case 'NumericLiteral':
      return String(key.value ?? Infinity)
    case 'BigIntLiteral':
      return String(
        BigInt(text.text.slice(text.offsets.at(key.span.start), text.offsets.at(key.span.end) - 1).replaceAll('_', '')),
      )
    default:
      return null
  }
}

/** What a key does to its value. `{ __proto__: … }` sets the prototype and names nothing. */
export function keyPlace(text: Text, key: Key, proto: 'proto' | null = null): Place {
  const name = keyName(text, key)
  if (name === null) return computedPlace
  return proto && name === '__proto__' ? nowhere : placeNamed(name)
}
