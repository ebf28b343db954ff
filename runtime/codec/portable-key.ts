import { createHash, createHmac } from 'node:crypto'
import { encode, type Settled } from '../key/encode.ts'

/**
 * What a call is called in stores outside of this process: the same in every process that runs the same version of the function, and nothing can be read out of it. With a `secret`, nobody without it
 * can find out by guessing arguments either. `values`: captures and arguments of which everything was awaited; `settled`: what was found when it was.
 */
export function portableKey(
  { id, version }: { readonly id: string; readonly version: string | undefined },
  values: readonly unknown[],
  secret?: string,
  settled?: Settled,
): string {
  // Values first, so that a refusal has their positions.
  const encoded = encode([...values, id, version], settled, true)
  if (encoded === undefined) throw new Error(`${id}: its values hold something that was not awaited.`)
  const hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret)
  // People hand it to commands, for which what begins with `-` is an option.
  return hash.update(encoded, 'latin1').digest('base64url').replace(/^-/, '.')
}
