/** Values as bytes, for stores outside of this process; loaded when there is one. */
export { decodeValue } from './decode-value.ts'
export { encodeValue } from './encode-value.ts'
export { portableKey } from './portable-key.ts'
