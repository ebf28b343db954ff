import { property } from './refusal.ts'
import { parameterNames } from '../observe/parameter-names.ts'
import { type Described, handleFor } from './handle.ts'
import { nameOf } from './kind.ts'
import type { Definition } from '../call/definition.ts'
import { nameOfInput } from '../call/explain-refusal.ts'

/** Where a value stands in the captures and arguments of a call: `[0]` for the first of them, `[0, 'children']` for something inside. */
export type Path = readonly (string | number)[]

/** The values of one call that its body gets as handles, and where the caller has them. */
export class Passing {
  readonly paths: Map<object, Path> = new Map()
  /** What the caller has there, whatever becomes of its objects: captures and arguments with nothing else in them. */
  readonly given: unknown[] = []
  readonly captured: number
  readonly #call: Called

  constructor(call: Called) {
    this.#call = call
    this.captured = call.captured
  }

  /** What the body gets for a value. */
  pass(value: object, path: Path): object {
    const handle = handleFor(value, () => this.#describe(value, path))
    this.#note(handle, value, path)
    return handle
  }

  /** The body of another cached function got it as a handle, and hands it on. */
  passOn(handle: object, path: Path): void {
    if (!this.paths.has(handle)) this.#note(handle, handle, path)
  }

  #note(handle: object, value: object, path: Path): void {
    this.paths.set(handle, path)
    let place = this.given as unknown as Record<string | number, unknown>
    for (const step of path.slice(0, -1)) place = (place[step] ??= Object.create(null)) as typeof place
    place[path.at(-1)!] = value
  }

  #describe(value: object, path: Path): Described {
    const { definition, captured, body } = this.#call
    const [position, ...steps] = path as [number, ...Path]
    const inside = steps.map((step) => (typeof step === 'number' ? `[${step}]` : property(step))).join('')
    const place = nameOfInput(position, definition, captured, body)
    const name = parameterNames(definition, captured, body)[position] ?? `argument${position - captured + 1}`
    return {
      function: definition.id,
      place: inside === '' ? place : `${place}, ${inside},`,
      name: name + inside,
      what: nameOf(value),
    }
  }
}

/** The call, as far as errors speak of it. */
interface Called {
  readonly definition: Definition
  readonly captured: number
  readonly body: unknown
}

/** What stands at a path in the values of another call that has the same key. */
export function given(values: readonly unknown[], path: Path): unknown {
  let value: unknown = values
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Record<string | number, unknown>)[step]
  }
  return value
}
