import type { BindingFact, FunctionFact, ModuleFacts, ReferenceFact } from '../facts.ts'

/** One outer variable that a cached function reads, and what it reads of it. */
export interface Capture {
  readonly name: string
  readonly binding: BindingFact
  /**
   * The member paths that are read, none a prefix of another, in order of first use: `user.id`, `user.profile?.name` → `[['id'], ['profile', 'name']]`.
   * `[[]]` when the value itself is needed.
   */
  readonly paths: readonly (readonly string[])[]
  readonly references: readonly ReferenceFact[]
}

/** What a cached function reads of the scopes around it, in order of first use. A function that calls itself does not capture itself: its name already means the cached function. */
export function captures(facts: ModuleFacts, index: number): Capture[] {
  const byBinding = new Map<number, ReferenceFact[]>()
  for (const reference of facts.functions[index]!.references) {
    if (isOwnName(facts.bindings[reference.binding]!, index)) continue
    const group = byBinding.get(reference.binding)
    if (group) group.push(reference)
    else byBinding.set(reference.binding, [reference])
  }
  return [...byBinding].map(([binding, references]) => {
    const fact = facts.bindings[binding]!
    return {
      name: fact.name,
      binding: fact,
      paths: shortest(references.map((reference) => reference.path)),
      references,
    }
  })
}

/** `req.url`, `user`: how a person would name what is captured. */
export function captureNames(capture: Capture): string[] {
  return capture.paths.map((path) => [capture.name, ...path].join('.'))
}

/** True if the name inside the function must be another than outside, because its body declares it again. */
export function needsRename(capture: Capture, fact: FunctionFact): boolean {
  return fact.redeclared.includes(capture.name)
}

/** True if the function may be called before the variable is initialised, as `total()` is before `const rate = 2`: reading it throws then. */
export function mayThrow({ binding }: Capture, { span, hoist }: FunctionFact): boolean {
  if (binding.kind === 'var' || binding.kind === 'function' || binding.kind === 'catch') return false
  return binding.span.start > span.start || (hoist !== null && binding.kind !== 'parameter')
}

function isOwnName(binding: BindingFact, index: number): boolean {
  return binding.function === index && !binding.reassigned
}

function shortest(paths: readonly (readonly string[])[]): (readonly string[])[] {
  const kept: (readonly string[])[] = []
  for (const path of paths) {
    if (kept.some((shorter) => isPrefix(shorter, path))) continue
    for (let index = kept.length - 1; index >= 0; index--) if (isPrefix(path, kept[index]!)) kept.splice(index, 1)
    kept.push(path)
  }
  return kept
}

function isPrefix(prefix: readonly string[], path: readonly string[]): boolean {
  return prefix.length <= path.length && prefix.every((name, index) => name === path[index])
}
