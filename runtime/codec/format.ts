/** The first byte of everything encoded. Another one with every change that makes old bytes mean something else, or nothing. */
export const codecVersion = 1

/**
 * What the byte before a value says. From 0x80 on bytes are values themselves or the length of a short text; see `inline`.
 *
 * Objects are numbered in the order in which they begin, so that `reference` can name one that was met before, also one that has not ended. Lengths are written in groups of seven bits, least first.
 */
export const tag = {
  undefined: 0x01,
  null: 0x02,
  true: 0x03,
  false: 0x04,
  integer: 0x05,
  double: 0x06,
  bigint: 0x07,
  symbol: 0x08,
  narrow: 0x09,
  wide: 0x0a,
  reference: 0x0b,
  /** How many elements in a row an array does not have. */
  holes: 0x0c,
  array: 0x10,
  /** An array with further properties. */
  namedArray: 0x11,
  /** An object whose property names follow; they get the next number of a shape. */
  object: 0x12,
  /** An object with the property names of a shape. */
  shaped: 0x13,
  nullPrototype: 0x14,
  shapedNullPrototype: 0x15,
  date: 0x20,
  map: 0x21,
  set: 0x22,
  regexp: 0x23,
  url: 0x24,
  searchParams: 0x25,
  headers: 0x26,
  formData: 0x27,
  blob: 0x28,
  file: 0x29,
  buffer: 0x2a,
  arrayBuffer: 0x2b,
  view: 0x2c,
  error: 0x2d,
  boxed: 0x2e,
  promise: 0x30,
  stream: 0x31,
  response: 0x32,
  instance: 0x33,
  argument: 0x34,
} as const

export const inline = {
  /** 0x80 + length: a text of up to 31 units that are one byte each. */
  text: 0x80,
  /** 0xa0 + number: 0 to 95. */
  integer: 0xa0,
} as const
export const longestInlineText = 31
export const largestInlineInteger = 95

/** Names of views in the order of their numbers, to which more can only be added. */
export const views = [
  'DataView',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
  'Float16Array',
] as const

export const streams = ['stream', 'bytes', 'iterable'] as const

/** Objects nested deeper are neither written nor read: what is kept may be nested 1000 deep, with a few layers for what stands for streams and responses. */
export const deepest = 1100

/** More elements than this must not be missing from the arrays of a value, so that few bytes cannot stand for endless arrays. */
export const mostHoles = 1_000_000

/** A resizable buffer may not ask for more room, in bytes. */
export const largestBuffer: number = 1024 * 1024 * 1024
