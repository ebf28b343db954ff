import { types } from 'node:util'

/** Nobody gets this value: that a promise in it rejects is nobody's failure, and must not end the process. */
export function ignoreRejections(value: unknown): void {
  const met = new Set([value])
  for (const each of met) {
    if (types.isPromise(each)) each.catch(ignore)
    else for (const inner of innerOf(each)) if (typeof inner === 'object') met.add(inner)
  }
}

/** What is in plain objects and arrays, as far as it can be read. */
function innerOf(value: unknown): readonly unknown[] {
  try {
    const prototype: unknown = Object.getPrototypeOf(value)
    const isData = prototype === Object.prototype || prototype === null || Array.isArray(value)
    return isData ? Object.values(value as object) : []
  } catch {
    return []
  }
}

function ignore(): void {}
