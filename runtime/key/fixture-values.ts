import fc from 'fast-check'

/** Primitives that are easily confused. */
export const primitive: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    0,
    -0,
    1,
    NaN,
    '',
    '0',
    '-0',
    'null',
    'undefined',
    'a',
    'é',
    '€',
    '\u{1f375}',
    '\ud800',
    0n,
    1n,
    true,
    false,
    null,
    undefined,
  ),
  fc.constantFrom(
    Infinity,
    -Infinity,
    63,
    64,
    -1,
    32_767,
    32_768,
    -32_769,
    2 ** 31 - 1,
    2 ** 31,
    0.1,
    1e300,
    2n ** 70n,
    -1n,
    Symbol.for('a'),
  ),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.double(),
)

type Node = {
  readonly kind: string
  readonly parts: readonly { readonly name: string; readonly to: number | null; readonly leaf: unknown }[]
}

const node: fc.Arbitrary<Node> = fc.record({
  kind: fc.constantFrom(
    'object',
    'object',
    'array',
    'array',
    'null',
    'map',
    'set',
    'date',
    'regexp',
    'url',
    'bytes',
    'error',
  ),
  parts: fc.array(
    fc.record({
      name: fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom('a', 'b', 'ab', '0', '1', '__proto__', 'constructor', 'toJSON', '') },
        { weight: 1, arbitrary: fc.string() },
      ),
      to: fc.option(fc.nat(4)),
      leaf: fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(0, -0, '', '0', 'a', null, undefined) },
        { weight: 1, arbitrary: primitive },
      ),
    }),
    { maxLength: 4 },
  ),
})

/** Values of every kind with up to five objects in them, which refer to each other at will: cycles, shared references, holes. */
export const graph: fc.Arbitrary<unknown> = fc
  .tuple(fc.array(node, { minLength: 1, maxLength: 5 }), fc.boolean())
  .map(([nodes]) => build(nodes))

/** Two such values that differ in one place at most. */
export const neighbours: fc.Arbitrary<readonly [unknown, unknown]> = fc
  .tuple(fc.array(node, { minLength: 1, maxLength: 3 }), fc.nat(2), node)
  .map(([nodes, index, other]) => {
    const changed = nodes.map((each, at) =>
      at === index ? { ...each, parts: [...other.parts.slice(0, 1), ...each.parts.slice(1)] } : each,
    )
    return [build(nodes), build(changed)]
  })

/** Small trees of plain data, so that two of them are often equal. */
export const plain: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    primitive,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), tie('value'), { maxKeys: 3, noNullPrototype: false }),
  ),
})).value

function build(nodes: readonly Node[]): unknown {
  const objects = nodes.map(shell)
  for (const [index, { kind, parts }] of nodes.entries()) {
    const object = objects[index]!
    for (const { name, to, leaf } of parts) {
      const value = to === null || to >= objects.length ? leaf : objects[to]
      if (kind === 'array') (object as unknown[])[(object as unknown[]).length + (name === '' ? 1 : 0)] = value
      else if (kind === 'map') (object as Map<unknown, unknown>).set(name === '' ? value : name, value)
      else if (kind === 'set') (object as Set<unknown>).add(value)
      else if (kind === 'object' || kind === 'null' || (kind === 'error' && name !== 'stack')) {
        Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true })
      }
    }
  }
  return objects[0]
}

function shell({ kind, parts }: Node): object {
  const text = parts.map(({ name }) => name).join('')
  switch (kind) {
    case 'array':
      return []
    case 'null':
      return Object.create(null) as object
    case 'map':
      return new Map()
    case 'set':
      return new Set()
    case 'date':
      return new Date(parts.length === 0 ? NaN : text.length)
    case 'regexp':
      return new RegExp('x'.repeat(text.length + 1), parts.length % 2 === 0 ? 'g' : 'iu')
    case 'url':
      return new URL(`https://example.com/${encodeURIComponent(text.toWellFormed())}`)
    case 'bytes':
      return parts.length % 2 === 0 ? new Uint8Array([parts.length]) : new Int8Array([parts.length])
    case 'error':
      return Object.assign(parts.length % 2 === 0 ? new Error(text) : new TypeError(text), { stack: 'stack' })
    default:
      return {}
  }
}
