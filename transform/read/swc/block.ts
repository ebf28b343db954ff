/** Statements that have a scope of their own. */
import { assign, declareAll, walkVariables } from './pattern.ts'
import { openScope } from './scope.ts'
import type { Block, Catch, For, ForEach, Switch, With } from './tree.ts'
import { within, type Walk } from './walk.ts'

export function walkBlock(walk: Walk, { stmts, span }: Block): void {
  inBlock(walk, () => walk.visitAll(stmts, walk.offsets.at(span.start) + 1))
}

export function walkFor(walk: Walk, { init, test, update, body }: For): void {
  inBlock(walk, () => {
    for (const part of [init, test, update, body]) walk.visit(part)
  })
}

/** `for…in` and `for…of`. */
export function walkForEach(walk: Walk, { left, right, body, await: isAsync }: ForEach): void {
  const awaits = isAsync || (left.type === 'UsingDeclaration' && left.isAwait)
  if (awaits && !walk.site) walk.notes.esm = true
  inBlock(walk, () => {
    if (left.type === 'VariableDeclaration' || left.type === 'UsingDeclaration') walkVariables(walk, left, true)
    else assign(walk, left)
    walk.visit(right)
    walk.visit(body)
  })
}

export function walkSwitch(walk: Walk, { discriminant, cases }: Switch): void {
  walk.visit(discriminant)
  inBlock(walk, () => {
    for (const { test, consequent } of cases) {
      walk.visit(test)
      walk.visitAll(consequent, null)
    }
  })
}

export function walkCatch(walk: Walk, { param, body }: Catch): void {
  inBlock(walk, () => {
    if (param) declareAll(walk, param, 'catch')
    walk.visit(body)
  })
}

export function walkWith(walk: Walk, node: With): void {
  walk.visit(node.object)
  inBlock(walk, () => {
    walk.notes.evals.push({ node, scope: walk.scope, site: walk.site })
    walk.visit(node.body)
  })
}

function inBlock(walk: Walk, action: () => void): void {
  within(walk, { scope: openScope(walk.scope, walk.site) }, action)
}
