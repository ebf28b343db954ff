import type { ValueFact } from '../facts.ts'
import type { Span } from '../source.ts'
import { insertAfter, insertBefore, replace, type Edit } from './edit.ts'
import type { Wrap } from './file-directive.ts'
import { isIdentifier, type Names } from './names.ts'
import { versionOf, type PlanOptions } from './plan-options.ts'

/** An export that is wrapped, with the id that it has when it turns out to be a function. */
export type Wrapped = Wrap & { readonly id: string }

/** The value that is wrapped, or the specifier or name that exports it. */
export function wrapSpan(wrap: Wrap): Span {
  return wrap.type === 'expression' ? wrap.value.span : wrap.export.span
}

/** `export const f = debounce(load)` becomes `export const f = $wrap("id", "default", debounce(load))`; what is exported by its name is, from a wrapped copy below. */
export function wrapExport(wrap: Wrapped, ordinal: number, names: Names, options: PlanOptions): Edit[] {
  const version = versionOf(wrapSpan(wrap), options)
  const close = version === undefined ? ')' : `, ${JSON.stringify(version)})`
  const open = `${names.abi('wrap')}(${JSON.stringify(wrap.id)}, ${JSON.stringify(options.kind)}, `
  if (wrap.type === 'expression') {
    const { span } = wrap.value
    const [left, right] = isSequence(wrap.value) ? ['(', ')'] : ['', '']
    return [insertBefore(span.start, `${open}${left}`), insertAfter(span.end, `${right}${close}`)]
  }
  const { export: fact } = wrap
  const original = wrap.type === 'from' ? names.reexport(ordinal) : fact.local!
  const wrapped = names.wrapped(ordinal)
  const append: Edit = {
    type: 'append',
    text: `const ${wrapped} = ${open}${original}${close}; export { ${wrapped} as ${exportName(fact.exported)} };`,
  }
  if (wrap.type === 'local' && fact.form === 'declaration') {
    // `export const { f } = make()`: the statement stays, without its `export`.
    const { start } = fact.statement
    return [replace({ start, end: start + 'export'.length }, ''), append]
  }
  const item: Edit = { type: 'remove-item', ...fact.span }
  if (wrap.type === 'local') return [item, append]
  const attributes = Object.keys(fact.attributes).length === 0 ? '' : ` with ${JSON.stringify(fact.attributes)}`
  const source = `; import { ${exportName(fact.local!)} as ${original} } from ${JSON.stringify(fact.source)}${attributes};`
  return [item, insertAfter(fact.statement.end, source), append]
}

/** `(a, b)`: only of a sequence there is a single value to choose. */
function isSequence(value: ValueFact): boolean {
  return value.type === 'choice' && value.options.length === 1
}

function exportName(name: string): string {
  return isIdentifier(name) ? name : JSON.stringify(name)
}
