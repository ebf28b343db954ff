import { syncBuiltinESMExports } from 'node:module'
import { aroundClock } from '../../runtime/handler.ts'
import { unwatched, watchOfCaller } from './watch.ts'

type Fn = (...args: never[]) => unknown

/**
 * Tells the watch of everything that would be different at another time: randomness, the clock, the network. What is called works all the same, but for `fetch`, which is not sent and never
 * answers. Other code of the process notices nothing. Undone by calling what is given back.
 */
export function installPatches(): () => void {
  const undo = [
    patch(Math, 'random', 'Math.random()'),
    patch(Date, 'now', 'Date.now()'),
    patchDate(),
    patch(Crypto.prototype, 'randomUUID', 'crypto.randomUUID()'),
    patch(Crypto.prototype, 'getRandomValues', 'crypto.getRandomValues()'),
    ...patchNodeCrypto(),
    patchFetch(),
    aroundClock(unwatched),
  ]
  return () => {
    for (const one of undo.toReversed()) one()
    syncBuiltinESMExports()
  }
}

/** With a callback they are asynchronous, and do not matter until they are awaited. */
const synchronousOnly = new Set(['randomBytes', 'randomInt'])
const ofNodeCrypto =
  'randomUUID randomBytes randomInt randomFillSync generateKeySync generateKeyPairSync generatePrimeSync'.split(' ')

function patchNodeCrypto(): (() => void)[] {
  const crypto = process.getBuiltinModule('node:crypto') as unknown as Record<string, Fn>
  const undo = ofNodeCrypto
    .filter((name) => name in crypto)
    .map((name) => patch(crypto, name, `crypto.${name}()`, synchronousOnly.has(name)))
  syncBuiltinESMExports()
  return undo
}

function patch(owner: object, name: string, what: string, synchronousOnly = false): () => void {
  const original = Object.getOwnPropertyDescriptor(owner, name)
  const genuine = Reflect.get(owner, name) as Fn
  const told = function (this: unknown, ...args: never[]): unknown {
    const isAsynchronous = synchronousOnly && typeof args.at(-1) === 'function'
    if (!isAsynchronous) watchOfCaller()?.note(what, told)
    return unwatched(() => Reflect.apply(genuine, this, args) as unknown)
  }
  Object.defineProperties(told, Object.getOwnPropertyDescriptors(genuine))
  Object.defineProperty(owner, name, {
    configurable: true,
    writable: true,
    enumerable: original?.enumerable ?? true,
    value: told,
  })
  return () => restore(owner, name, original)
}

/** `new Date()` and `Date()` read the clock; `new Date(0)` does not. */
function patchDate(): () => void {
  const Genuine = Date
  const construct = (target: typeof Date, args: unknown[], newTarget: unknown): Date => {
    if (args.length === 0) watchOfCaller()?.note('new Date()', construct)
    return Reflect.construct(target, args, (newTarget === Told ? target : newTarget) as typeof Date) as Date
  }
  const apply = (target: unknown): unknown => {
    watchOfCaller()?.note('Date()', apply)
    return (target as () => string)()
  }
  const Told: typeof Date = new Proxy<typeof Date>(Genuine, { construct, apply })
  globalThis.Date = Told
  Genuine.prototype.constructor = Told
  return () => {
    globalThis.Date = Genuine
    Genuine.prototype.constructor = Genuine
  }
}

function patchFetch(): () => void {
  const genuine = globalThis.fetch
  const told: typeof fetch = (...args) => {
    const watch = watchOfCaller()
    if (watch === undefined) return genuine(...args)
    watch.note('fetch()', told)
    return new Promise(() => {})
  }
  globalThis.fetch = Object.assign(told, genuine)
  return () => {
    globalThis.fetch = genuine
  }
}

function restore(owner: object, name: string, original: PropertyDescriptor | undefined): void {
  if (original === undefined) Reflect.deleteProperty(owner, name)
  else Object.defineProperty(owner, name, original)
}
