import { ValueError } from '../errors.ts'
import { nameOf } from './kind.ts'
import { property } from './refusal.ts'
import { markHandle } from './is-handle.ts'
import { keyMethod } from './key-method.ts'

/** What a handle stands for: the words that an error about it needs. */
export interface Described {
  /** The id of the cached function. */
  readonly function: string
  /** `argument 1 (session)`, `argument 1 (props), .children`. */
  readonly place: string
  /** How a person would write it: `session`, `props.children`. */
  readonly name: string
  /** `class Session`, `a JSX element`. */
  readonly what: string
}

/** Stands for a value that the body may hand on, and nothing else: whatever it does with it throws an error that says so. */
export function handleFor(value: object, describe: () => Described): object {
  // What a debugger shows, and what `typeof` says.
  const target = typeof value === 'function' ? (): void => {} : new PassedThrough(nameOf(value))
  const handle = new Proxy(target, touched(describe))
  markHandle(handle)
  return handle
}

class PassedThrough {
  readonly value: string

  constructor(value: string) {
    this.value = value
  }
}

function touched(describe: () => Described): ProxyHandler<object> {
  const refuse = (deed: string, remedy: string, described = describe()): never => {
    throw new ValueError(
      'uncacheable-argument',
      { function: described.function, path: '' },
      `${described.place} is ${described.what}, which cannot be part of a cache key. The function gets it to hand on only, but ${deed}. ${remedy}`,
    )
  }
  const whole = (deed: string) => (): never =>
    refuse(deed, 'Pass the data that the function needs (an id, a string, a plain object) as an argument instead.')
  return {
    get(_target, name) {
      // Asked for by promises and by keys, of every value.
      if (name === 'then' || name === keyMethod) return undefined
      if (typeof name === 'symbol') return whole(`asked for its ${String(name.description)}`)()
      const described = describe()
      const remedy = `Pass \`${described.name}${property(name)}\` instead, or what is needed of it.`
      return refuse(`read ${property(name)} of it`, remedy, described)
    },
    apply: whole('called it'),
    construct: whole('made an instance of it'),
    set: (_target, name) => whole(`set ${property(String(name))} of it`)(),
    has: (_target, name) => whole(`looked for ${property(String(name))} in it`)(),
    deleteProperty: (_target, name) => whole(`deleted ${property(String(name))} of it`)(),
    defineProperty: (_target, name) => whole(`defined ${property(String(name))} of it`)(),
    ownKeys: whole('listed its properties'),
    getOwnPropertyDescriptor: whole('looked at its properties'),
    getPrototypeOf: whole('asked for its class'),
    setPrototypeOf: whole('changed its class'),
    isExtensible: whole('asked whether it can be extended'),
    preventExtensions: whole('froze it'),
  }
}
