import type { Choices } from './choices.ts'
import { type Scope, canDeclare, canDeclareVar } from './scope.ts'

/** Few, so that scopes shadow one another. */
const names = ['a', 'b', 'c', 'x', 'y', 'n', 'value', 'item', 'l', 'd']
/** Words that parsers look at twice, and names that the compiler would like to use. */
// oxfmt-ignore
const oddNames = [
  'async', 'get', 'type', 'as', 'satisfies', 'from', 'é', '𝑥', '_',
  '$run', '$c0', '$0', '$mark', '$p0', '$pick', '$define', '$default', '$_run', '$',
]
const classNames = ['Repo', 'Table', 'Local', '$Class']

/** A name that nothing in the scope means yet, nor anything that was written in it. */
export function freshName(choices: Choices, scope: Scope, kind: 'lexical' | 'var' = 'lexical'): string {
  const isFree = (name: string): boolean => (kind === 'var' ? canDeclareVar(scope, name) : canDeclare(scope, name))
  const options = optionsIn(choices, scope)
  const start = choices.below(options.length)
  for (let step = 0; step < options.length; step++) {
    const name = options[(start + step) % options.length]!
    if (isFree(name)) return name
  }
  return numbered('v', isFree)
}

/** Now and then what a function's defaults read, which its body may declare again. */
function optionsIn(choices: Choices, { parent }: Scope): readonly string[] {
  const chance = choices.below(6)
  if (chance > 3 && parent?.kind === 'parameters' && parent.used.size > 0) return [...parent.used]
  return chance === 3 ? oddNames : names
}

export function freshClassName(choices: Choices, scope: Scope): string {
  const name = choices.from(classNames)
  return canDeclare(scope, name) ? name : numbered('C', (other) => canDeclare(scope, other))
}

function numbered(prefix: string, isFree: (name: string) => boolean): string {
  for (let number = 1; ; number++) if (isFree(`${prefix}${number}`)) return `${prefix}${number}`
}
