/** The names that compiled code adds to a module. `abi` says which of the runtime's functions are imported, and under what names. */
export interface Names {
  /** `$run` for `run`; remembers that it was asked for. */
  abi(name: AbiName): string
  /** `$0`: the wrapper's own parameter. */
  parameter(index: number): string
  /** `$c0`: a function's definition, filled at its first call. */
  definition(index: number): string
  /** `$w0`: a value that stands in for an export; `$r0`: the original of a re-export. */
  wrapped(index: number): string
  reexport(index: number): string
  /** `$p0`: a capture that cannot keep its own name. */
  capture(index: number): string
  /** `$default`: a default export without a name. */
  readonly anonymousDefault: string
  readonly imports: ReadonlyMap<AbiName, string>
}

export type AbiName = 'define' | 'run' | 'mark' | 'wrap' | 'pick'

/** Names that the module's own text does not contain: `$run`, or `$_run`, `$__run`, … where the module uses such names itself. */
export function chooseNames(text: string): Names {
  let prefix = '$'
  while (new RegExp(`\\${prefix}(?:[cwrp]?\\d|define|run|mark|wrap|pick|default)\\b`).test(text)) prefix += '_'
  const imports = new Map<AbiName, string>()
  return {
    abi(name) {
      const local = `${prefix}${name}`
      imports.set(name, local)
      return local
    },
    parameter: (index) => `${prefix}${index}`,
    definition: (index) => `${prefix}c${index}`,
    wrapped: (index) => `${prefix}w${index}`,
    reexport: (index) => `${prefix}r${index}`,
    capture: (index) => `${prefix}p${index}`,
    anonymousDefault: `${prefix}default`,
    imports,
  }
}
