import { Copier } from './copier.ts'
import { kindOf } from './kind.ts'
import { rebuild } from './rebuild.ts'

/** What it takes to hand out a value that is kept, found out once, when it was stored. */
export type Handing =
  /** A primitive, or frozen to the ground: everybody may have the same. */
  | 'shared'
  /** No object in it is met twice: a walk copies it. */
  | 'tree'
  /** It has cycles, or objects that are met twice. */
  | 'graph'

/** A value of one's own. */
export function handOut(value: unknown, handing: Handing): unknown {
  if (handing === 'shared') return value
  return handing === 'tree' ? copyTree(value as object) : new Copier('kept').copy(value)
}

/** Copies what was checked when it was stored: here nothing is looked at twice. */
function copyTree(value: object): unknown {
  if (Array.isArray(value)) return copyArray(value)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Object.prototype) return copyFields({ ...value })
  if (prototype === null) return copyFields({ __proto__: null, ...value })
  if (prototype === Date.prototype) return new Date((value as Date).getTime())
  return rebuild(value, kindOf(value), copyInner, ignore)
}

function copyArray(list: readonly unknown[]): unknown[] {
  const copied = list.slice()
  for (let index = 0; index < copied.length; index++) {
    const item = copied[index]
    if (typeof item === 'object' && item !== null) copied[index] = copyTree(item)
  }
  return copied
}

function copyFields(copied: Record<string, unknown>): object {
  for (const name in copied) {
    const field = copied[name]
    if (typeof field === 'object' && field !== null) copied[name] = copyTree(field)
  }
  return copied
}

function copyInner(inner: unknown): unknown {
  return typeof inner === 'object' && inner !== null ? copyTree(inner) : inner
}

function ignore(): void {}
