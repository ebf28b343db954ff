import { syncBuiltinESMExports } from 'node:module'
import { unwatched, watchOfCaller } from './watch.ts'

type Fn = (...args: never[]) => unknown
type Class = new (...args: never[]) => object

/** Whether a call with these arguments is one that counts. */
type Matters = (args: readonly unknown[]) => boolean

/**
 * Tells the watch of everything that would be different at another time: randomness, the clock, the network. What is called works all the same, but for `fetch`, which is not sent and never
 * answers. Other code of the process notices nothing. The app's modules are to be loaded afterwards, because they may take functions aside: `const { random } = Math`. Undone by calling what is
 * given back.
 */
export function installPatches(): () => void {
  const format = Intl.DateTimeFormat.prototype
  const undo = [
    patch(Math, 'random', 'Math.random()'),
    patch(Date, 'now', 'Date.now()'),
    patchClass([globalThis], Date, 'new Date()', isEmpty, 'Date()'),
    patchGetter(format, 'format', 'Intl.DateTimeFormat.format()', isWithoutDate),
    patch(format, 'formatToParts', 'Intl.DateTimeFormat.formatToParts()', isWithoutDate),
    patch(Crypto.prototype, 'randomUUID', 'crypto.randomUUID()'),
    patch(Crypto.prototype, 'getRandomValues', 'crypto.getRandomValues()'),
    ...patchNodeCrypto(),
    patchClass([globalThis, process.getBuiltinModule('node:buffer')], File, 'new File()', isWithoutTime),
    patchFetch(),
  ]
  syncBuiltinESMExports()
  return () => {
    for (const one of undo.toReversed()) one()
    syncBuiltinESMExports()
  }
}

/** `new Date()` reads the clock, `new Date(0)` does not. */
function isEmpty(args: readonly unknown[]): boolean {
  return args.length === 0
}

function isWithoutDate([date]: readonly unknown[]): boolean {
  return date === undefined
}

/** A file was modified when it was made, unless somebody says when. */
function isWithoutTime([, , options]: readonly unknown[]): boolean {
  return (options as { readonly lastModified?: number } | undefined)?.lastModified === undefined
}

/** With a callback they are asynchronous, and do not matter until they are awaited. */
function isSynchronous(args: readonly unknown[]): boolean {
  return typeof args.at(-1) !== 'function'
}

const ofNodeCrypto =
  'randomUUID randomUUIDv7 randomBytes randomInt randomFillSync generateKeySync generateKeyPairSync generatePrimeSync sign publicEncrypt encapsulate'
/** Some signatures are the same each time, which only the key knows. */
const methodsOfNodeCrypto = [
  ['ECDH', 'generateKeys'],
  ['DiffieHellman', 'generateKeys'],
  ['DiffieHellmanGroup', 'generateKeys'],
  ['Sign', 'sign'],
] as const

function patchNodeCrypto(): (() => void)[] {
  const crypto = process.getBuiltinModule('node:crypto') as unknown as Record<string, Fn & { prototype: object }>
  const functions = ofNodeCrypto.split(' ').filter((name) => name in crypto)
  return [
    ...functions.map((name) => patch(crypto, name, `crypto.${name}()`, isSynchronous)),
    ...methodsOfNodeCrypto.map(([name, method]) => patch(crypto[name]!.prototype, method, `${name}.${method}()`)),
  ]
}

function patch(owner: object, name: string, what: string, matters?: Matters): () => void {
  return replace(owner, name, { writable: true, value: told(Reflect.get(owner, name) as Fn, what, matters) })
}

/** A function that each object has one of its own of. */
function patchGetter(owner: object, name: string, what: string, matters: Matters): () => void {
  const { get } = Object.getOwnPropertyDescriptor(owner, name) as { get: () => Fn }
  return replace(owner, name, {
    get() {
      return told(Reflect.apply(get, this, []), what, matters)
    },
  })
}

function told(genuine: Fn, what: string, matters: Matters = () => true): Fn {
  const fn = function (this: unknown, ...args: never[]): unknown {
    if (matters(args)) watchOfCaller()?.note(what, fn)
    return unwatched(() => Reflect.apply(genuine, this, args) as unknown)
  }
  return Object.defineProperties(fn, Object.getOwnPropertyDescriptors(genuine))
}

/** `called`: what it is when it is called without `new`. */
function patchClass(
  owners: readonly object[],
  genuine: Class,
  what: string,
  matters: Matters,
  called?: string,
): () => void {
  const construct = (target: Class, args: never[], newTarget: unknown): object => {
    if (matters(args)) watchOfCaller()?.note(what, construct)
    return Reflect.construct(target, args, (newTarget === Told ? target : newTarget) as Class)
  }
  const apply = (target: unknown): unknown => {
    watchOfCaller()?.note(called as string, apply)
    return (target as () => unknown)()
  }
  const Told: Class = new Proxy<Class>(genuine, called === undefined ? { construct } : { construct, apply })
  const undo = [
    ...owners.map((owner) => replace(owner, genuine.name, { writable: true, value: Told })),
    replace(genuine.prototype as object, 'constructor', { writable: true, value: Told }),
  ]
  return () => {
    for (const one of undo) one()
  }
}

function patchFetch(): () => void {
  const genuine = globalThis.fetch
  const fetch: typeof genuine = (...args) => {
    const watch = watchOfCaller()
    if (watch === undefined) return genuine(...args)
    watch.note('fetch()', fetch)
    return new Promise(() => {})
  }
  return replace(globalThis, 'fetch', { writable: true, value: Object.assign(fetch, genuine) })
}

function replace(owner: object, name: string, by: PropertyDescriptor): () => void {
  const original = Object.getOwnPropertyDescriptor(owner, name)
  Object.defineProperty(owner, name, { configurable: true, enumerable: original?.enumerable ?? true, ...by })
  return () => {
    if (original === undefined) Reflect.deleteProperty(owner, name)
    else Object.defineProperty(owner, name, original)
  }
}
