import { room } from './call.ts'
import type { Choices } from './choices.ts'
import { type FunctionText, functionText } from './grammar.ts'
import { freshClassName, freshName } from './names.ts'
import { type Callable, dataTypes, declare, nobody, openScope, type Place, type Variable } from './scope.ts'
import { block, indented } from './text.ts'

const returned = [...dataTypes, 'data', 'number', 'data'] as const

/** A statement that makes one or more functions known, most of them cached. */
export function functionStatement(choices: Choices, place: Place): string | undefined {
  return choices.from([declared, assigned, assigned, inObject, inClass, plain, choosing])(choices, place)
}

function declared(choices: Choices, place: Place): string {
  const name = freshName(choices, place.scope)
  const { text, callable } = makeCached(choices, place, 'declaration', name)
  declare(place.scope, functionVariable(name, callable))
  return overloads(choices, name, callable) + text
}

function overloads(choices: Choices, name: string, { parameters }: Callable): string {
  if (!choices.once(12) || parameters.some(({ rest }) => rest)) return ''
  return `async function ${name}(${parameters.map((_, index) => `p${index}?: any`).join(', ')}): Promise<any>\n`
}

/** `const f = async () => {…}`, also with a name of its own, a wrapper, or assigned later. */
function assigned(choices: Choices, place: Place): string {
  const kind = choices.from(['const', 'const', 'let'])
  const name = freshName(choices, place.scope)
  const shape = choices.from(['arrow', 'arrow', 'expression'] as const)
  const own =
    shape === 'expression' && choices.once(2)
      ? freshName(choices, openScope('block', place.scope, place.scope.body))
      : ''
  const { text, callable } = makeCached(choices, place, shape, name, own)
  const isNamed = own !== '' || choices.below(6) !== 5
  declare(place.scope, functionVariable(name, callable))
  const value = isNamed
    ? text
    : choices.from([
        `(${text})`,
        `((${text}) as any)`,
        `[${text}][0]!`,
        `(0, ${text})`,
        `null ?? ${parenthesizedArrow(text)}`,
      ])
  return `${kind} ${name} = ${value}`
}

function parenthesizedArrow(text: string): string {
  return `(${text})`
}

/** `const api = { async find() {…}, nested: { f: async () => {…} } }` */
function inObject(choices: Choices, place: Place): string {
  const name = freshName(choices, place.scope)
  declare(place.scope, nobody(name))
  const calls: { path: string; callable: Callable }[] = []
  const members: string[] = []
  const keys = ['find', "'quoted name'", 'get', 'async', '7', "['computed']", 'constructor']
  for (const part of [choices.part(), ...(choices.once(2) ? [choices.part()] : [])]) {
    const key = part.from(keys)
    if (members.some((member) => member.includes(key))) continue
    const isMethod = part.once(2)
    const made = functionText(part, place, {
      shape: isMethod ? 'method' : 'arrow',
      cached: true,
      async: true,
      returns: part.from(returned),
      name: isMethod ? key : '',
    })
    members.push(isMethod ? made.text : `${key}: ${made.text}`)
    // Only a key that is known makes a function known to other functions' keys.
    calls.push({ path: memberPath(key), callable: { ...made.callable, cached: !key.startsWith('[') } })
  }
  declare(place.scope, {
    name,
    type: null,
    assignable: false,
    capturable: calls.every(({ callable }) => callable.cached),
    calls,
  })
  return `const ${name} = {\n${indented(members.join(',\n'))},\n}`
}

function memberPath(key: string): string {
  if (key.startsWith('[')) return key
  return /^[a-z]/.test(key) ? `.${key}` : `[${key}]`
}

/** `class Repo { static async find() {…} }` */
function inClass(choices: Choices, place: Place): string {
  const name = freshClassName(choices, place.scope)
  declare(place.scope, nobody(name))
  const calls: { path: string; callable: Callable }[] = []
  const members: string[] = []
  const keys = ['find', "'quoted name'", 'get', 'static', '#hidden', 'latest']
  for (const part of [choices.part(), ...(choices.once(2) ? [choices.part()] : [])]) {
    const key = part.from(keys)
    if (members.some((member) => member.includes(key))) continue
    const isField = part.once(3)
    const made = functionText(part, place, {
      shape: isField ? 'arrow' : 'method',
      cached: true,
      async: true,
      returns: part.from(returned),
      name: isField ? '' : key,
    })
    members.push(isField ? `static ${key} = ${made.text}` : `static ${made.text}`)
    if (key.startsWith('#')) members.push(`static open(...args: any[]) { return (${name}.${key} as any)(...args) }`)
    calls.push(
      key.startsWith('#')
        ? { path: '.open', callable: { ...made.callable, cached: false } }
        : { path: memberPath(key), callable: made.callable },
    )
  }
  declare(place.scope, { name, type: null, assignable: false, capturable: false, calls })
  const body = block(members)
  return choices.once(4) ? `const ${name} = class ${body}` : `class ${name} ${body}`
}

/** A function that is not cached: it may hold cached ones, and may change what is around it. */
function plain(choices: Choices, place: Place): string {
  const name = freshName(choices, place.scope)
  const shape = choices.from(['declaration', 'arrow', 'expression'] as const)
  declare(place.scope, nobody(name))
  const { text, callable } = functionText(choices, place, {
    shape,
    cached: false,
    async: choices.below(3) < 2,
    returns: choices.from(returned),
    name: shape === 'declaration' ? name : '',
  })
  declare(place.scope, { ...functionVariable(name, callable), capturable: false })
  return shape === 'declaration' ? text : `const ${name} = ${text}`
}

/** A cached function under a second name: one and the same to a key. */
function choosing(choices: Choices, place: Place): string | undefined {
  const functions = [...place.scope.variables.values()].filter(
    ({ calls, capturable }) => capturable && calls.length === 1 && calls[0]!.path === '',
  )
  if (functions.length === 0) return undefined
  const { name: original, calls } = choices.from(functions)
  const name = freshName(choices, place.scope)
  declare(place.scope, functionVariable(name, calls[0]!.callable))
  return `const ${name} = ${original}`
}

function makeCached(
  choices: Choices,
  place: Place,
  shape: 'declaration' | 'arrow' | 'expression',
  name: string,
  own = name,
): FunctionText {
  declare(place.scope, functionVariableOfNobody(name))
  return functionText(choices, place, {
    shape,
    cached: true,
    async: true,
    returns: choices.from(returned),
    name: shape === 'arrow' ? '' : shape === 'declaration' ? name : own === name ? '' : own,
    self: name,
  })
}

/** Known to itself alone, until it is written. */
function functionVariableOfNobody(name: string): Variable {
  return { ...nobody(name), capturable: true }
}

function functionVariable(name: string, callable: Callable): Variable {
  return { name, type: null, assignable: false, capturable: callable.cached, calls: [{ path: '', callable }] }
}

/**
 * A cached function that is declared at the end of the block and called before. It reads nothing that the block
 * declares, as that might not be there yet. Returns how to write it, when the rest of the block is written.
 */
export function hoisted(choices: Choices, place: Place): (() => string) | undefined {
  // Between cases nothing can stand that would run before all others, and make the function known to keys.
  if (place.scope.kind === 'module' || place.scope.kind === 'cases' || room(place) < 20) return undefined
  const name = freshName(choices, place.scope)
  const callable: Callable = {
    parameters: choices.from([[], [{ type: 'number', optional: false, rest: false }]] as const),
    returns: choices.from(['number', 'data'] as const),
    async: true,
    cached: true,
    cost: 10,
  }
  declare(place.scope, functionVariable(name, callable))
  return () => {
    const { scope } = place
    const before = scope.hidden
    scope.hidden = new Set(scope.variables.values())
    const { text } = functionText(choices, place, {
      shape: 'declaration',
      cached: true,
      async: true,
      returns: callable.returns,
      name,
      promised: callable,
    })
    scope.hidden = before
    return text
  }
}
