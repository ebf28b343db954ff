import { strayField } from './directive.ts'
import { walkFunction, walkParameterDecorators } from './function.ts'
import { keyName, keyPlace } from './key.ts'
import { declare, initialise, openScope } from './scope.ts'
import type { Site } from './site.ts'
import type { ClassField, ClassMethod, ClassNode, Constructor, Decorator, Key, Signature, StaticBlock } from './tree.ts'
import { deeper, nameSpan, within, type Place, type Walk } from './walk.ts'

/** Visits a class expression. Its own name is known inside of it. */
export function walkClassExpression(walk: Walk, node: ClassNode, place: Place): void {
  walkDecorators(walk, node.decorators)
  const { identifier } = node
  if (!identifier) return walkParts(walk, node, place)
  const scope = openScope(walk.scope, walk.site, { permanent: walk.scope.permanent })
  initialise(declare(scope, identifier.value, 'class', nameSpan(walk, identifier)), 'class', null)
  within(walk, { scope }, () => walkParts(walk, node, place))
}

/** Visits a class declaration. */
export function walkClassDeclaration(walk: Walk, node: ClassNode, place: Place): void {
  if (node.declare) return
  if (walk.scope === walk.top) walk.notes.declarations.push(node)
  walkDecorators(walk, node.decorators)
  const { identifier } = node
  if (identifier) initialise(declare(walk.scope, identifier.value, 'class', nameSpan(walk, identifier)), 'class', null)
  walkParts(walk, node, place)
}

/** The heritage is no part of what the class names. */
function walkParts(walk: Walk, node: ClassNode, { label }: Place): void {
  walk.visit(node.superClass)
  within(walk, { path: deeper(walk.path, node.identifier?.value ?? label) }, () => {
    for (const member of node.body) walkMember(walk, member)
  })
}

function walkMember(walk: Walk, member: ClassNode['body'][number]): void {
  switch (member.type) {
    case 'ClassMethod':
    case 'PrivateMethod':
      return walkClassMethod(walk, member)
    case 'Constructor':
      return walkConstructor(walk, member)
    case 'ClassProperty':
    case 'PrivateProperty':
    case 'AutoAccessor':
      return walkField(walk, member)
    case 'StaticBlock':
      return walkStaticBlock(walk, member)
    default:
  }
}

function walkClassMethod(walk: Walk, method: ClassMethod): void {
  const signature = method.function
  if (!signature.body) return
  walkDecorators(walk, signature.decorators)
  walkMethod(walk, signature, { key: method.key, shape: method.kind, owner: method.isStatic ? 'static' : 'instance' })
}

/** Visits a method or an accessor of a class or an object. */
export function walkMethod(
  walk: Walk,
  node: Signature,
  {
    key,
    shape,
    owner,
  }: {
    readonly key: Key
    readonly shape: 'method' | 'getter' | 'setter'
    readonly owner: 'object' | 'static' | 'instance'
  },
): void {
  if (key.type === 'Computed') walk.visit(key.expression)
  walkParameterDecorators(walk, node)
  const name = keyName(walk, key)
  const prefix = shape === 'getter' ? 'get ' : shape === 'setter' ? 'set ' : ''
  const inner = deeper(walk.path, name)
  walkFunction(walk, node, {
    shape,
    owner,
    key,
    name: name === null ? null : prefix + name,
    named: 'place',
    path: name === null ? [...inner, ''] : inner,
    inner,
    decorators: node.decorators ?? [],
  })
}

function walkConstructor(walk: Walk, node: Constructor): void {
  if (!node.body) return
  walkParameterDecorators(walk, node)
  const path = [...walk.path, 'constructor']
  walkFunction(walk, node, {
    shape: 'constructor',
    owner: 'instance',
    key: node.key,
    name: 'constructor',
    named: 'place',
    path,
    inner: path,
  })
}

function walkField(walk: Walk, field: ClassField): void {
  if (field.declare || field.isAbstract) return
  walkDecorators(walk, field.decorators)
  if (field.key.type === 'Computed') walk.visit(field.key.expression)
  const stray = strayField(walk, field)
  if (stray) walk.notes.strays.push(stray)
  const { value } = field
  if (!value) return
  const site = initialiserSite(walk)
  within(walk, { site, scope: openScope(walk.scope, site) }, () => walk.visitIn(keyPlace(walk, field.key), value))
}

function walkStaticBlock(walk: Walk, { body }: StaticBlock): void {
  const site = initialiserSite(walk)
  const scope = openScope(walk.scope, site, { hoists: true })
  within(walk, { site, scope }, () => walk.visitAll(body.stmts, walk.offsets.at(body.span.start) + 1))
}

function walkDecorators(walk: Walk, decorators: readonly Decorator[] = []): void {
  for (const { expression } of decorators) walk.visit(expression)
}

function initialiserSite({ site }: Walk): Site {
  return {
    parent: site,
    fn: null,
    arrow: false,
    noted: site?.noted ?? false,
    uses: [],
    references: [],
    parameterReferences: [],
    declares: new Set(),
    takes: new Set(),
    returns: [],
    declared: new Map(),
    listed: false,
    index: -1,
  }
}
