const handles = new WeakSet<object>()

/** True for what stands in the arguments of a body for something that can be no part of a key; see `handleFor`. */
export function isHandle(value: object): boolean {
  return handles.has(value)
}

export function markHandle(handle: object): void {
  handles.add(handle)
}
