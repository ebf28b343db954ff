import type { FunctionFact } from '../../facts.ts'
import { attempts, isBlock, prologue } from './directive.ts'
import { declareAll } from './pattern.ts'
import { declare, initialise, openScope } from './scope.ts'
import type { Site } from './site.ts'
import type { Text } from './string.ts'
import { skipTrivia } from '../tokens.ts'
import type {
  Decorator,
  FunctionDeclaration,
  FunctionExpression,
  FunctionNode,
  Identifier,
  Key,
  Signature,
} from './tree.ts'
import { unwrap } from './unwrap.ts'
import { deeper, nameSpan, noteReturn, within, type Place, type Walk } from './walk.ts'

/** Visits an arrow or a function expression. */
export function walkFunctionExpression(walk: Walk, node: FunctionNode, place: Place): Site {
  const isArrow = node.type === 'ArrowFunctionExpression'
  const own = isArrow ? null : node.identifier
  return walkFunction(walk, node, { shape: isArrow ? 'arrow' : 'expression', ...naming(walk, own, place), own })
}

/** Visits a function declaration. `hoist`: where it is hoisted to, in UTF-16; null if that is nowhere. */
export function walkFunctionDeclaration(
  walk: Walk,
  node: FunctionDeclaration | FunctionExpression,
  hoist: number | null,
  place: Place,
): void {
  if (!node.body || (node.type === 'FunctionDeclaration' && node.declare)) return
  const name = node.identifier
  const binding = name && declare(walk.scope, name.value, 'function', nameSpan(walk, name))
  if (walk.scope === walk.top) walk.notes.declarations.push(node)
  const site = walkFunction(walk, node, {
    shape: 'declaration',
    ...naming(walk, name, place),
    hoist: hoist ?? walk.offsets.at(node.span.start),
    inBlock: !walk.scope.hoists,
  })
  if (binding) initialise(binding, 'function', site)
}

interface About {
  readonly shape: FunctionFact['shape']
  readonly owner?: FunctionFact['owner']
  readonly name: string | null
  readonly named: FunctionFact['named']
  readonly path: readonly string[]
  /** The path of what stands inside. */
  readonly inner: readonly string[]
  readonly key?: Key
  readonly hoist?: number
  readonly inBlock?: boolean
  readonly decorators?: readonly Decorator[]
  /** The name that a function expression has for itself. */
  readonly own?: Identifier | null
}

function naming(
  walk: Walk,
  own: Identifier | null,
  { name, named, label }: Place,
): Pick<About, 'name' | 'named' | 'path' | 'inner'> {
  if (own) return { name: own.value, named: 'self', path: [...walk.path, own.value], inner: [...walk.path, own.value] }
  const inner = deeper(walk.path, label)
  const path = named === 'place' && name !== null ? inner : [...inner, '']
  return { name, named, path, inner }
}

/** Visits a function: its parameters, in their scope, and its body, in its own. */
export function walkFunction(walk: Walk, node: Signature, about: About): Site {
  const { offsets, notes } = walk
  const block = node.body && isBlock(node.body) ? node.body : null
  const directives = block ? prologue(walk, block.stmts) : []
  const attempting = attempts(directives)
  const site: Site = {
    parent: walk.site,
    fn: {
      node,
      shape: about.shape,
      owner: about.owner ?? null,
      name: about.name,
      named: about.named,
      path: about.path,
      key: about.key ?? null,
      hoist: about.hoist ?? null,
      inBlock: about.inBlock ?? false,
      scope: walk.scope,
      decorated: (about.decorators?.length ?? 0) > 0,
      start: startAfter(walk, node, about.decorators),
      directives,
      attempting,
      called: notes.called.has(node),
      asked: attempting || walk.noteAll,
    },
    arrow: about.shape === 'arrow',
    noted: attempting || walk.noteAll || walk.site?.noted === true,
    uses: [],
    references: [],
    parameterReferences: [],
    declares: new Set(),
    takes: new Set(),
    returns: [],
    declared: new Map(),
    listed: attempting,
    index: -1,
  }
  notes.functions.push(site)
  notes.siteOf.set(node, site)

  const outer = about.own ? ownScope(walk, about.own, site) : walk.scope
  const parameters = openScope(outer, site, { ownsArguments: !site.arrow })
  within(walk, { site, path: about.inner, scope: parameters }, () => {
    for (const parameter of node.params) declareAll(walk, patternOf(parameter), 'parameter')
    if (!block) {
      const body = node.body as Exclude<Signature['body'], null | { type: 'FunctionBody' }>
      noteReturn(walk, unwrap(body).span, body)
      return walk.visit(body)
    }
    const body = openScope(parameters, site, { hoists: true })
    site.declared = body.names
    const hoist = directives.at(-1)?.statement.end ?? offsets.at(block.span.start) + 1
    within(walk, { scope: body }, () => walk.visitAll(block.stmts.slice(directives.length), hoist))
  })
  return site
}

function ownScope(walk: Walk, own: Identifier, site: Site): Walk['scope'] {
  const scope = openScope(walk.scope, site, { permanent: walk.scope.permanent })
  initialise(declare(scope, own.value, 'function', nameSpan(walk, own)), 'function', site)
  return scope
}

export function patternOf(
  parameter: Signature['params'][number],
): Exclude<Signature['params'][number], { type: 'Parameter' | 'TsParameterProperty' }> {
  if (parameter.type === 'Parameter') return parameter.pat
  return parameter.type === 'TsParameterProperty' ? parameter.param : parameter
}

/** Visits the decorators of the parameters, which run outside of the function. */
export function walkParameterDecorators(walk: Walk, { params }: Signature): void {
  for (const parameter of params)
    if ('decorators' in parameter) for (const { expression } of parameter.decorators) walk.visit(expression)
}

/** Where something begins behind its decorators, which SWC's spans include or not. */
export function startAfter(
  { text, offsets }: Text,
  { span }: Pick<Signature, 'span'>,
  decorators: readonly Decorator[] = [],
): number {
  const start = offsets.at(span.start)
  const last = decorators.at(-1)
  return last ? Math.max(start, skipTrivia(text, offsets.at(last.span.end))) : start
}
