/**
 * What may stand in a module although no cached function may do it, or nothing runs it: the readers must agree on it
 * all the same.
 */
import type { Choices } from './choices.ts'
import { anyExpression, functionText, statements } from './grammar.ts'
import { freshName } from './names.ts'
import { dataTypes, declare, declareVar, inBlock, nobody, type Place, readable, use } from './scope.ts'
import * as templates from './templates.ts'
import { block, indented } from './text.ts'

/** Imports that rules ask about, in a module that may use them. */
export function imports({ scope }: Place): string[] {
  for (const name of ['cacheLife', 'life', 'cache', 'server', 'cookies', 'Rec']) declare(scope, nobody(name))
  return [
    "import { cacheLife, cacheLife as life } from 'use-cache'",
    "import * as cache from 'next/cache'",
    "import * as server from 'next/server'",
    "import { cookies } from 'next/headers'",
    "import type { Rec } from './types'",
  ]
}

export function wildExports(choices: Choices, place: Place): string[] {
  const chosen = Array.from({ length: choices.below(3) }, () => choices.from(templates.exported))
  const isSecondDefault = (template: string, index: number): boolean =>
    template.includes('default') && chosen.findIndex((other) => other.includes('default')) < index
  return chosen
    .filter((template, index) => !isSecondDefault(template, index))
    .map((template) => fill(template, choices, place))
}

export function wildExpression(choices: Choices, place: Place): string {
  const text = fill(
    place.jsx && choices.once(4) ? choices.from(templates.jsx) : choices.from(templates.expressions),
    choices,
    place,
  )
  // `<a/>.b`: not every parser reads it.
  return text.startsWith('<') ? `(${text})` : text
}

export function wildStatement(choices: Choices, place: Place): string {
  const template = choices.from(templates.statements)
  if (template.includes('await') && !place.awaits) return ';'
  return fill(template, choices, place)
}

function fill(template: string, choices: Choices, place: Place): string {
  return template.replaceAll(/«(\w+)»/g, (_, hole: string) => filled(hole, choices, place))
}

function filled(hole: string, choices: Choices, place: Place): string {
  switch (hole) {
    case 'v': {
      const variables = readable(place)
      return variables.length === 0 ? 'unknown' : use(place, choices.from(variables))
    }
    case 'e':
      return `(${anyExpression(choices.part(), place)})`
    case 'd':
      return newName(choices, place)
    case 'dv': {
      const name = freshName(choices, place.scope, 'var')
      declareVar(place.scope, { ...nobody(name), assignable: true })
      return name
    }
    case 's':
      return block(statements(choices.part(), inBlock(place)))
    case 'f':
      return cachedFunction(choices, place)
    case 'k':
      return choices.from(templates.directives)
    case 'kb':
      return block([
        choices.from(templates.directives),
        ...statements(choices.part(), inBlock({ ...place, awaits: false })),
        `return ${anyExpression(choices.part(), { ...place, awaits: false })}`,
      ])
    default:
      return newName(choices, place, hole)
  }
}

/** `kind`: enums, classes, namespaces and types have names of their own, as not every parser reads `class type`. */
function newName(choices: Choices, place: Place, kind?: string): string {
  let name = kind === undefined ? freshName(choices, place.scope) : `${kind}${choices.below(3)}`
  while (place.scope.variables.has(name) || place.scope.types.has(name)) name += '_'
  declare(place.scope, { ...nobody(name), assignable: true })
  place.scope.types.add(name)
  return name
}

function cachedFunction(choices: Choices, place: Place): string {
  const { text } = functionText(choices.part(), place, {
    shape: choices.from(['arrow', 'expression']),
    cached: true,
    async: choices.below(8) !== 7,
    returns: choices.from(dataTypes),
    name: choices.from(['', '', 'own']),
    directive: choices.from(templates.directives),
  })
  return `(${indented(text).trimStart()})`
}
