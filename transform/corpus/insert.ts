/** Writes the directive into code that has none. */
import { parse, type ParserPlugin } from '@babel/parser'
import { traverseFast, type Function as FunctionNode } from '@babel/types'

/** An async function that could ask to be cached, by offsets in the original text. */
export interface Site {
  /** Where its own directive goes: after the body's `{`, or before the expression that an arrow returns. */
  readonly at: number
  readonly end: number
  /** The body is an expression: it becomes a block that returns it. */
  readonly isExpression: boolean
}

export interface Inserted {
  readonly code: string
  /** Where each site's function ends in the new text. */
  readonly ends: readonly number[]
}

/** All async functions but generators, in the order of their bodies. */
export function sitesIn(code: string, extension: 'ts' | 'tsx'): Site[] {
  const plugins: ParserPlugin[] = ['typescript', 'decorators', 'decoratorAutoAccessors']
  if (extension === 'tsx') plugins.push('jsx')
  const sites: Site[] = []
  traverseFast(
    parse(code, { errorRecovery: true, sourceType: 'module', allowUndeclaredExports: true, plugins }),
    (node) => {
      if ('async' in node && 'body' in node && 'params' in node && node.async) {
        const site = siteOf(node)
        if (site !== undefined) sites.push(site)
      }
    },
  )
  return sites.sort((a, b) => a.at - b.at)
}

function siteOf({ body, generator, end }: FunctionNode): Site | undefined {
  if (generator === true) return undefined
  if (body.type === 'BlockStatement') return { at: body.start! + 1, end: end!, isExpression: false }
  const { parenStart } = body.extra ?? {}
  return { at: typeof parenStart === 'number' ? parenStart : body.start!, end: end!, isExpression: true }
}

/** Nothing moves to another line. */
export function insertDirectives(code: string, sites: readonly Site[]): Inserted {
  const pieces = sites.flatMap(({ at, end, isExpression }, site) => [
    { offset: at, text: isExpression ? "{ 'use cache'; return " : "'use cache'; ", site: -1 },
    { offset: end, text: isExpression ? ' }' : '', site },
  ])
  // Functions that end together end inner first.
  const order = pieces
    .map((piece, index) => ({ ...piece, index }))
    .sort((a, b) => a.offset - b.offset || (a.site < 0 ? a.index - b.index : b.index - a.index))
  const ends: number[] = []
  let result = ''
  let last = 0
  for (const { offset, text, site } of order) {
    result += code.slice(last, offset) + text
    last = offset
    if (site >= 0) ends[site] = result.length
  }
  return { code: result + code.slice(last), ends }
}

/** The whole module asks. */
export function insertModuleDirective(code: string): string {
  const [start] = /^\uFEFF?(?:#!.*\n)?/.exec(code)!
  return `${start}'use cache'; ${code.slice(start.length)}`
}
