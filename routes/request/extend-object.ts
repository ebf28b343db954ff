const extended = new WeakMap<PropertyDescriptorMap, WeakMap<object, object>>()

/**
 * Puts properties between an object and its prototype, in place: what the object is, and what its class keeps hidden in it, stays as it was.
 * For a prototype this is done once, so that all objects of a kind keep one shape.
 */
export function extendObject(object: object, additions: PropertyDescriptorMap): object {
  const prototype = Object.getPrototypeOf(object) as object
  let known = extended.get(additions)
  if (known === undefined) extended.set(additions, (known = new WeakMap()))
  let withAdditions = known.get(prototype)
  if (withAdditions === undefined) known.set(prototype, (withAdditions = Object.create(prototype, additions) as object))
  return Object.setPrototypeOf(object, withAdditions) as object
}
