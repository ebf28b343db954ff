/**
 * One walk over SWC's tree that notes all that facts are made of. What a name means is settled afterwards, when all declarations are known.
 */
import { walkBlock, walkCatch, walkFor, walkForEach, walkSwitch, walkWith } from './block.ts'
import { isEval, walkCall } from './call.ts'
import { walkClassDeclaration, walkClassExpression } from './class.ts'
import { strayStatement } from './directive.ts'
import { walkElement } from './element.ts'
import { walkFunctionDeclaration, walkFunctionExpression } from './function.ts'
import { walkItem } from './item.ts'
import { keyPlace } from './key.ts'
import { walkObject } from './object.ts'
import { assign, walkChain, walkVariables } from './pattern.ts'
import { openScope, type Scope } from './scope.ts'
import type { Text } from './string.ts'
import { children } from './children.ts'
import type { Assignment, Binary, Item, Node } from './tree.ts'
import { unwrap } from './unwrap.ts'
import { walkEnum, walkNamespace } from './typescript.ts'
import {
  deeper,
  nowhere,
  placeNamed,
  refer,
  use,
  within,
  noteReturn,
  type Notes,
  type Place,
  type Walk,
} from './walk.ts'

export interface Course extends Text {
  readonly items: readonly Item[]
  /** Where function declarations of the module are hoisted to. */
  readonly hoist: number
  readonly noteAll: boolean
  readonly watched: ReadonlySet<string>
}

/** Walks the statements of a module, its directives left out. */
export function walkModule({ hoist, ...given }: Course): { readonly notes: Notes; readonly top: Scope } {
  const top = openScope(null, null, { permanent: true, hoists: true })
  const notes: Notes = {
    esm: false,
    strays: [],
    functions: [],
    siteOf: new Map(),
    references: [],
    calls: [],
    evals: [],
    called: new Set(),
    returns: [],
    declarations: [],
    assignments: [],
  }
  const walk: Walk = {
    ...given,
    notes,
    top,
    scope: top,
    site: null,
    path: [],
    visit: (node) => node && visit(walk, node),
    visitIn: (place, node) => visitIn(walk, place, node),
    visitAll: (statements, start) => {
      for (const item of statements) walkItem(walk, item, start)
    },
  }
  walk.visitAll(given.items, hoist)
  return { notes, top }
}

function visit(walk: Walk, node: Node): void {
  const { notes, offsets } = walk
  switch (node.type) {
    case 'Identifier':
      return refer(walk, node)
    case 'ThisExpression':
      return use(walk.site, { what: 'this', span: offsets.span(node.span) })
    case 'Super':
      return use(walk.site, { what: 'super', span: offsets.span(node.span) })
    case 'SuperPropExpression':
      use(walk.site, { what: 'super', span: offsets.span(node.obj.span) })
      if (node.property.type === 'Computed') visit(walk, node.property.expression)
      return
    case 'MetaProperty':
      if (node.kind === 'import.meta') notes.esm = true
      else use(walk.site, { what: 'new.target', span: offsets.span(node.span) })
      return
    case 'AwaitExpression':
      if (!walk.site) notes.esm = true
      return visit(walk, node.argument)
    case 'MemberExpression':
    case 'OptionalChainingExpression':
      if (node.type === 'OptionalChainingExpression' && node.base.type === 'CallExpression')
        return walkCall(walk, node.base)
      return walkChain(walk, node, 'whole')
    case 'CallExpression':
      if (isEval(node)) notes.evals.push({ node, scope: walk.scope, site: walk.site })
      return walkCall(walk, node)
    case 'NewExpression':
      walkChain(walk, node.callee, 'whole')
      for (const { expression } of node.arguments ?? []) visit(walk, expression)
      return
    case 'TaggedTemplateExpression':
      walkChain(walk, node.tag, 'without its last member')
      return visit(walk, node.template)
    case 'UnaryExpression':
      return node.operator === 'delete'
        ? walkChain(walk, node.argument, 'without its last member')
        : visit(walk, node.argument)
    case 'BinaryExpression':
      return visitOperands(walk, node)
    case 'UpdateExpression':
      return assign(walk, node.argument, node)
    case 'AssignmentExpression':
      return visitAssignment(walk, node)
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'ClassExpression':
      return visitIn(walk, nowhere, node)
    case 'ObjectExpression':
      return walkObject(walk, node)
    case 'JSXElement':
      return walkElement(walk, node)
    case 'ExpressionStatement': {
      const stray = strayStatement(walk, node)
      if (stray) notes.strays.push(stray)
      return visit(walk, node.expression)
    }
    case 'ReturnStatement':
      noteReturn(walk, node.span, node.argument)
      return walk.visit(node.argument)
    case 'FunctionDeclaration':
      return walkFunctionDeclaration(walk, node, null, nowhere)
    case 'ClassDeclaration':
      return walkClassDeclaration(walk, node, nowhere)
    case 'VariableDeclaration':
      return walkVariables(walk, node)
    case 'UsingDeclaration':
      notes.esm ||= node.isAwait && !walk.site
      return walkVariables(walk, node)
    case 'TsEnumDeclaration':
      return walkEnum(walk, node)
    case 'TsModuleDeclaration':
    case 'TsNamespaceDeclaration':
      return walkNamespace(walk, node)
    case 'BlockStatement':
      return walkBlock(walk, node)
    case 'ForStatement':
      return walkFor(walk, node)
    case 'ForInStatement':
    case 'ForOfStatement':
      return walkForEach(walk, node)
    case 'SwitchStatement':
      return walkSwitch(walk, node)
    case 'CatchClause':
      return walkCatch(walk, node)
    case 'WithStatement':
      return walkWith(walk, node)
    case 'LabeledStatement':
      return visit(walk, node.body)
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'TsInterfaceDeclaration':
    case 'TsTypeAliasDeclaration':
      return
    default:
      for (const child of children(node)) visit(walk, child)
  }
}

function visitIn(walk: Walk, place: Place, node: Node): void {
  const value = unwrap(node)
  if (value.type === 'ArrowFunctionExpression' || value.type === 'FunctionExpression')
    walkFunctionExpression(walk, value, place)
  else if (value.type === 'ClassExpression') walkClassExpression(walk, value, place)
  else within(walk, { path: deeper(walk.path, place.label) }, () => visit(walk, value))
}

/** `a + b + c + …` leans to the left, thousands deep where it is written by a program. */
function visitOperands(walk: Walk, operation: Binary): void {
  let left: Node = operation
  for (; left.type === 'BinaryExpression'; left = left.left) visit(walk, left.right)
  visit(walk, left)
}

const givingOperators: ReadonlySet<string> = new Set(['=', '||=', '&&=', '??='])

function visitAssignment(walk: Walk, assignment: Assignment): void {
  const { operator, left, right } = assignment
  const isGiven = givingOperators.has(operator)
  assign(walk, left, isGiven ? right : assignment)
  visitIn(walk, isGiven ? targetPlace(walk, left) : nowhere, right)
}

/** An assigned name names a function; an assigned member does not, but it counts for the path. */
function targetPlace(walk: Walk, target: Node): Place {
  if (target.type === 'Identifier') return placeNamed(target.value)
  const member = unwrap(target)
  return member.type === 'MemberExpression' ? { ...nowhere, label: keyPlace(walk, member.property).label } : nowhere
}
