import type { ModuleFacts } from '../facts.ts'
import { skipTrivia } from '../read/tokens.ts'
import { insertBefore, type Edit } from './edit.ts'
import { chooseNames, type Names } from './names.ts'
import type { PlanOptions } from './plan-options.ts'
import { wrapExport, type Wrapped } from './wrap-export.ts'
import { isAnonymousDefault, wrapFunction, type Accepted } from './wrap-function.ts'

/** The specifier that compiled modules import; the only place that names it. */
export const abiSpecifier = 'use-cache/abi'

/** What becomes of the accepted functions: each stays where it is, inside a wrapper of a few words. */
export function plan(
  facts: ModuleFacts,
  accepted: readonly Accepted[],
  wraps: readonly Wrapped[],
  options: PlanOptions,
): Edit[] {
  const names = chooseNames(options.text)
  const body = [
    ...accepted.flatMap((function_, ordinal) => wrapFunction(facts, function_, ordinal, names, options)),
    ...wraps.flatMap((wrap, ordinal) => wrapExport(wrap, ordinal, names, options)),
  ]
  const header = headerOf(facts, accepted, names, options)
  return [insertBefore(skipTrivia(options.text, facts.bodyStart), header), ...body]
}

function headerOf(
  facts: ModuleFacts,
  accepted: readonly Accepted[],
  names: Names,
  { format, prelude }: PlanOptions,
): string {
  const marks = accepted
    .map(({ index }) => facts.functions[index]!)
    .filter((fact) => fact.hoist === facts.bodyStart)
    .map((fact) =>
      isAnonymousDefault(fact)
        ? `${names.abi('mark')}(${names.anonymousDefault}, "default"); `
        : `${names.abi('mark')}(${fact.name}); `,
    )
  const definitions =
    accepted.length === 0 ? '' : `var ${accepted.map((_, ordinal) => names.definition(ordinal)).join(', ')}; `
  const before = typeof prelude === 'function' ? prelude(format) : prelude
  return `${loadAbi(names, format)}${before}${definitions}${marks.join('')}`
}

function loadAbi(names: Names, format: PlanOptions['format']): string {
  const imports = [...names.imports]
  return format === 'esm'
    ? `import { ${imports.map(([name, local]) => `${name} as ${local}`).join(', ')} } from "${abiSpecifier}"; `
    : `var { ${imports.map(([name, local]) => `${name}: ${local}`).join(', ')} } = require("${abiSpecifier}"); `
}
