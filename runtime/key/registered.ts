import { OptionError } from '../errors.ts'

/** How instances of a class become part of keys and of results; see `registerType`. */
export interface CustomType<Instance = unknown, Data = unknown> {
  /** The class; instances of its subclasses need a type of their own. */
  readonly class: abstract new (...args: never[]) => Instance
  /** Stands for the class in keys and in stores; never change it. */
  readonly name: string
  /** Everything that makes an instance, as a value that can be cached. */
  encode(instance: Instance): Data
  /** A new instance. */
  decode(data: Data): Instance
}

const byPrototype = new Map<unknown, CustomType>()
const byName = new Map<string, CustomType>()

/**
 * Lets instances of a class be arguments, captured variables and results of cached functions, everywhere in this process. Each caller gets an instance of its own. Throws an `OptionError` when the
 * name is taken by another class.
 */
export function registerType<Instance, Data>(type: CustomType<Instance, Data>): void {
  const { name } = type
  if (typeof name !== 'string' || name === '' || typeof type.class !== 'function')
    throw new OptionError('invalid-option', 'registerType() needs a class and a name for it.')
  for (const method of ['encode', 'decode'] as const) {
    if (typeof type[method] !== 'function')
      throw new OptionError('invalid-option', `registerType(): the type ${name} needs a function \`${method}\`.`)
  }
  const before = byName.get(name)
  // A module that was loaded anew brings its class again.
  if (before !== undefined && before.class.name !== type.class.name) {
    throw new OptionError(
      'invalid-option',
      `registerType(): class ${before.class.name} is registered as ${name} already. Give class ${type.class.name} another name.`,
    )
  }
  byName.set(name, type)
  byPrototype.set(type.class.prototype, type)
}

export function typeOf(instance: object): CustomType | undefined {
  return byPrototype.size === 0 ? undefined : byPrototype.get(Object.getPrototypeOf(instance))
}

export function typeNamed(name: string): CustomType | undefined {
  return byName.get(name)
}
