/**
 * What texts about arguments hide. `false`: nothing. `true`: every argument as a whole. A list: the values of parameters, properties and entries of these names (texts match whole names, whatever their case and
 * their `-` and `_`), beside those that are always hidden: `password`, `secret`, `token`, `authorization`, `cookie`, `apiKey`, `session` and the like.
 */
export type Redact = boolean | readonly (string | RegExp)[]

export interface Redaction {
  /** All arguments are hidden. */
  readonly everything: boolean
  hides(name: string | undefined): boolean
}

/** Stands where something is hidden. */
export const hidden = '‹hidden›'

/** What is hidden when nobody says anything. */
export const usual: Redaction = redaction([])

export function redaction(redact: Redact): Redaction {
  if (typeof redact === 'boolean') return { everything: redact, hides: () => redact }
  const names = new Set(redact.filter((name) => typeof name === 'string').map(simplified))
  const patterns = redact.filter((name) => typeof name !== 'string')
  return {
    everything: false,
    hides(name) {
      if (name === undefined) return false
      const simple = simplified(name)
      return secret.test(simple) || names.has(simple) || patterns.some((pattern) => name.search(pattern) >= 0)
    },
  }
}

const secret =
  /passw(or)?d|passphrase|secret|(?<!max)token$|authorization|cookie|apikey|privatekey|credential|session|^(auth|jwt|pin|otp|cvv|ssn)$/

function simplified(name: string): string {
  return name.replace(/[-_\s]/g, '').toLowerCase()
}
