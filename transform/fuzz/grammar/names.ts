import type { Choices } from './choices.ts'
import { type Scope, canDeclare, canDeclareVar } from './scope.ts'

/**
 * Few, so that scopes shadow one another; the last ones are those that the compiler would like to use, and words that
 * parsers look at twice.
 */
// oxfmt-ignore
const names = [
  'a', 'b', 'c', 'x', 'y', 'n', 'value', 'item', 'a', 'b', 'c', 'x', 'y', 'n', 'value', 'item', 'l', 'd',
  'async', 'get', 'type', 'as', 'satisfies', 'from', 'é', '𝑥', '_',
  '$run', '$c0', '$0', '$mark', '$p0', '$pick', '$define', '$default', '$_run', '$',
]
const classNames = ['Repo', 'Table', 'Local', '$Class']

/** A name that nothing in the scope means yet, nor anything that was written in it. */
export function freshName(choices: Choices, scope: Scope, kind: 'lexical' | 'var' = 'lexical'): string {
  const isFree = (name: string): boolean => (kind === 'var' ? canDeclareVar(scope, name) : canDeclare(scope, name))
  const start = choices.below(names.length)
  for (let step = 0; step < names.length; step++) {
    const name = names[(start + step) % names.length]!
    if (isFree(name)) return name
  }
  return numbered('v', isFree)
}

export function freshClassName(choices: Choices, scope: Scope): string {
  const name = choices.from(classNames)
  return canDeclare(scope, name) ? name : numbered('C', (other) => canDeclare(scope, other))
}

function numbered(prefix: string, isFree: (name: string) => boolean): string {
  for (let number = 1; ; number++) if (isFree(`${prefix}${number}`)) return `${prefix}${number}`
}
