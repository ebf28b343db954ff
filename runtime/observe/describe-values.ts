import { encode } from '../key/encode.ts'
import { decodeKey } from './decode-key.ts'
import { parameterNames } from './parameter-names.ts'
import { hidden } from './redact.ts'
import { show } from './show.ts'
import type { Told } from './tell.ts'

/**
 * Captures and arguments as a person would write them, shortened. They are read from the key: so what is shown is what the cache saw, and looking at values runs nobody's getters but those that the key ran.
 */
export function describeValues({ runtime, definition, values, captured, body, key }: Told): readonly string[] {
  const { redaction } = runtime
  const shown = decodeKey(key ?? tryToEncode(values ?? []) ?? '')
  if (shown === undefined) return values?.map(() => (redaction.everything ? hidden : '…')) ?? []
  const names = parameterNames(definition, captured, body)
  return shown.map((value, index) =>
    redaction.hides(names[index]) || redaction.everything ? hidden : show(value, redaction),
  )
}

/** Undefined when it cannot be made now, or not any more. */
function tryToEncode(values: readonly unknown[]): string | undefined {
  try {
    return encode(values)
  } catch {
    return undefined
  }
}
