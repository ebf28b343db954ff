/** The names that compiled code adds to a module. `abi` says which of the runtime's functions are imported, and under what names. */
export interface Names {
  /** `$run` for `run`; remembers that it was asked for. */
  abi(name: AbiName): string
  /** `$0`: the wrapper's own parameter. */
  parameter(index: number): string
  /** `$f0`: a function whose own name is that of a variable. */
  function(index: number): string
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

export type AbiName = 'define' | 'run' | 'reject' | 'mark' | 'wrap' | 'pick'

/** Names that the module's own text does not contain: `$run`, or `$_run`, `$__run`, … where the module uses such names itself. */
export function chooseNames(text: string): Names {
  const plain = withoutEscapes(text)
  let prefix = '$'
  while (new RegExp(`\\${prefix}(?:[cwrpf]?\\d+|define|run|reject|mark|wrap|pick|default)\\b`).test(plain))
    prefix += '_'
  const imports = new Map<AbiName, string>()
  return {
    abi(name) {
      const local = `${prefix}${name}`
      imports.set(name, local)
      return local
    },
    parameter: (index) => `${prefix}${index}`,
    function: (index) => `${prefix}f${index}`,
    definition: (index) => `${prefix}c${index}`,
    wrapped: (index) => `${prefix}w${index}`,
    reexport: (index) => `${prefix}r${index}`,
    capture: (index) => `${prefix}p${index}`,
    anonymousDefault: `${prefix}default`,
    imports,
  }
}

/** Names may be written as `\u0024run` or `$r\u{75}n`. */
function withoutEscapes(text: string): string {
  return text.replace(/\\u(?:\{([\da-f]+)\}|([\da-f]{4}))/gi, (_, point?: string, unit?: string) =>
    String.fromCharCode(parseInt((point ?? unit)!, 16)),
  )
}

/** Whether a name can stand where an identifier may, reserved words included. */
export function isIdentifier(name: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(name)
}
