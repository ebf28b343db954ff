import { OptionError } from './errors.ts'
import { nearest } from './nearest.ts'

/** Throws for what is no object, and for a name that is not among the known ones. */
export function refuseUnknown(options: unknown, known: readonly string[], caller: string): void {
  if (typeof options !== 'object' || options === null)
    throw new OptionError('invalid-option', `${caller} needs an object with options.`)
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue
    const meant = nearest(name, known)
    throw new OptionError(
      'unknown-option',
      `${caller}: unknown option \`${name}\`.${meant === undefined ? '' : ` Did you mean \`${meant}\`?`} Known: ${known.join(', ')}.`,
    )
  }
}
