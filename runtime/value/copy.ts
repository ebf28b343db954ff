import { Copier } from './copier.ts'
import { isKept, type Kept, type KeptArgument, type KeptAsIs, type KeptPromise } from './kept.ts'
import { kindOf } from '../key/kind.ts'
import { flat, type Plan } from './plan.ts'
import { rebuild } from './rebuild.ts'
import { revive } from './revive.ts'

/**
 * What it takes to hand out a value that is kept, found out once, when it was stored: nothing for what cannot change (a primitive, or frozen to the ground), which everybody may share; a plan
 * for trees; a copy of the whole graph for what has cycles or objects that are met twice; that with the values of the call where arguments are handed back.
 */
export type Handing = 'shared' | 'graph' | 'passing' | Plan

/** A value of one's own. `given`: captures and arguments of the call that gets it. */
export function handOut(value: unknown, handing: Handing, given: readonly unknown[]): unknown {
  if (handing === flat) return { ...(value as object) }
  if (handing === 'shared') return value
  if (handing === 'graph') return new Copier('kept').copy(value)
  return handing === 'passing' ? new Copier('kept', { given }).copy(value) : copyBy(handing, value as object)
}

function copyBy(plan: Plan, value: object): unknown {
  switch (plan.kind) {
    case 'flat':
      return { ...value }
    case 'slice':
      return (value as unknown[]).slice()
    case 'list':
      return copyList(plan.item!, value as object[])
    case 'record':
      return copyRecord(plan, value)
    case 'bare':
      return { __proto__: null, ...value }
    case 'date':
      return new Date((value as Date).getTime())
    case 'walk':
      return copyTree(value)
  }
}

function copyList(item: Plan, list: readonly object[]): unknown[] {
  const copied: unknown[] = list.slice()
  if (item.kind === 'flat') for (let index = 0; index < copied.length; index++) copied[index] = { ...list[index] }
  else for (let index = 0; index < copied.length; index++) copied[index] = copyBy(item, list[index]!)
  return copied
}

function copyRecord({ names, plans }: Plan, value: object): object {
  const copied: Record<string, unknown> = { ...value }
  for (let index = 0; index < names.length; index++) {
    const name = names[index]!
    copied[name] = copyBy(plans[index]!, copied[name] as object)
  }
  return copied
}

/** Without a plan: looks at everything again. */
function copyTree(value: object): unknown {
  if (Array.isArray(value)) return copyArray(value)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Object.prototype) return copyFields({ ...value })
  if (prototype === null) return copyFields({ __proto__: null, ...value })
  if (prototype === Date.prototype) return new Date((value as Date).getTime())
  if (isKept(value))
    return revive(value as Exclude<Kept, KeptPromise | KeptArgument | KeptAsIs>, copyInner, (inner) =>
      new Copier('kept').copy(inner),
    )
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
