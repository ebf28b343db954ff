/**
 * What a front end says about one module: plain data, no AST node, equal whichever parser produced it. Modules that
 * another parser cannot be trusted with (`read/swc/limits.ts`), or finds anything wrong with, are read by Babel, also when that parser was asked for.
 *
 * Offsets are UTF-16, into the text that was given (a byte-order mark and a hashbang count). Lists are in source order.
 * "Parentheses and TypeScript wrappers" (`(x)`, `x as T`, `x satisfies T`, `<T>x`, `x!`, `f<T>`) are looked through everywhere,
 * except where a fact says otherwise; spans are those of what is inside.
 *
 * Code that is erased is not there at all: types, `declare`d things, signatures without a body, abstract members, `declare module` and `declare global`,
 * and a namespace that is empty or holds nothing but such and empty statements.
 * The body of a TypeScript namespace counts as the scope that the namespace stands in: at module level its bindings are not captured.
 * So do the own names of function and class expressions: their scope is the one that the expression stands in.
 */
import type { Span } from './source.ts'

export interface ModuleFacts {
  /** `esm` when the module has an import, an export (also TypeScript's `import x = require()`, `export =`, `export import`, `export as namespace`, and those that only concern types), `import.meta` or a top-level `await` (also `for await`, `await using`); else `script`. A text is read as a module, and as a script only if that fails. */
  readonly format: 'esm' | 'script'
  /** Where a statement can be inserted to run before all others: after a byte-order mark, the hashbang's line (its line end included) and the module's directives (right after the last one's statement). */
  readonly bodyStart: number
  /** All directives of the module's prologue. */
  readonly directives: readonly DirectiveFact[]
  /** Attempts at the directive (`resemblesDirective`) that the language does not see as directives. */
  readonly strays: readonly StrayFact[]
  /**
   * The functions that can matter: those with an attempt at the directive in their prologue, and those that are the value
   * (see `ValueFact`, parts of it included) of a module-level binding, of an export, of an argument of a `CallFact` or of a `ReturnFact`. Ordered by `span.start`, outer before inner.
   */
  readonly functions: readonly FunctionFact[]
  /** The bindings that `FunctionFact.references` point to, ordered by `span.start`. */
  readonly bindings: readonly BindingFact[]
  readonly imports: readonly ImportFact[]
  readonly exports: readonly ExportFact[]
  /** True if it has an export declaration, also one of types; `export =` and `export as namespace` are none. */
  readonly hasExports: boolean
  /**
   * Values given to module-level bindings: first the declarations (`function f`, `class C`, `const x = …`, also a `var` in a top-level block), then the assignments anywhere
   * in the module that reach such a binding; each in source order. Enums and namespaces are declarations, imports are not. Names declared inside a namespace are not among them, nor those without a value (`let x`, `for (var x of …)`).
   */
  readonly values: readonly NamedValueFact[]
  /** Calls whose callee is an import from `next/…`, `use-cache` or `use-cache/…`, or a static member path of one (type-only imports and shadowed names excluded). */
  readonly calls: readonly CallFact[]
}

export interface DirectiveFact {
  /** The text between the quotes as written, escapes not decoded. */
  readonly text: string
  /** The string literal, quotes included. */
  readonly span: Span
  /** The whole statement, with its semicolon if it has one. */
  readonly statement: Span
}

export interface StrayFact {
  readonly text: string
  /** The literal itself, without parentheses. For a class field: its key. */
  readonly span: Span
  /** The whole statement (or class field), with its semicolon if it has one. */
  readonly statement: Span
  /**
   * - `string`: a string statement after other statements, or in a nested block; also `'use cache' as T`, wherever it stands
   * - `parenthesized`: a string statement in parentheses (wherever it stands)
   * - `template`: a template literal without substitutions as a statement (also in parentheses)
   * - `class-field`: a class field without value whose key is the string
   * - `swallowed`: a statement that begins with the string and goes on behind it, as `'use cache'` does without a semicolon when the next line begins with `[`
   */
  readonly form: 'string' | 'parenthesized' | 'template' | 'class-field' | 'swallowed'
  /** The offset after `{` of the body of the function that it belongs to; null in a static block, in an arrow without a block (a class field), and outside of functions. */
  readonly bodyStart: number | null
  /** True if it is one of the module's own statements, in no block or namespace. */
  readonly topLevel: boolean
}

export interface FunctionFact {
  /** The whole function. For a method: from its first modifier (decorators excluded) to the closing brace. For a declaration: from `async` or `function` (`export` and `default` excluded). */
  readonly span: Span
  readonly shape: 'declaration' | 'expression' | 'arrow' | 'method' | 'getter' | 'setter' | 'constructor'
  /** For methods, accessors and constructors: whose. Null for the other shapes. */
  readonly owner: 'object' | 'static' | 'instance' | null
  readonly async: boolean
  readonly generator: boolean
  /**
   * The value that `fn.name` has at run time: the function's own name, or the one that it gets from its place (variable
   * initialiser, assignment to an identifier, default value of an identifier, property, method or class field with a static key,
   * `export default` → `default`), `#x` for private names, `get x` and `set x` for accessors, `constructor` for constructors, `''` when it has none. Null when a computed key decides
   * (`named` is `place` then). Wrappers around the function do not matter, those around an assigned identifier do: `(x) = () => {}` names nothing, as `{ __proto__: () => {} }` does not.
   */
  readonly name: string | null
  /** Where the name comes from: the function itself, its place, or none. */
  readonly named: 'self' | 'place' | 'none'
  /**
   * The names of the named things it stands in, outermost first, its own last: functions (parameters and body), classes (their bodies), TypeScript namespaces (`A.B` gives two), and every
   * place that would name a function, whatever its value is: an object literal, a call, … So does a member that is assigned to (`exports.get = …` and `(exports.get as T) = …` give `get`, `this.#x = …` gives `#x`), though it
   * names no function at run time. A function or class that stands directly in a place takes the place's name as its own, or has its own instead. Anonymous things between are left out; a function without a name (`''` or null)
   * contributes `''` only as the last element. Accessors contribute their key alone.
   * `class Repo { static async find() {} }` → `['Repo', 'find']`; `const api = { users: { async find() {} } }` → `['api', 'users', 'find']`; `const get = wrap(async () => {})` → `['get', '']`;
   * `export default { async get() {} }` → `['default', 'get']`; `const f = function g() {}` → `['g']`; `exports.get = async () => {}` → `['get', '']`.
   */
  readonly path: readonly string[]
  /** `async` and the white space after it (a comment ends it). Null when the function is not async. */
  readonly asyncToken: Span | null
  /** The keyword `function`; null for arrows and methods. */
  readonly functionToken: Span | null
  /** Where the type parameters, or else the parameters, begin (`<` or `(`; for `async x => …` the `x`). */
  readonly signature: number
  /** Where a leading parameter can be inserted: right after `(`, after a TypeScript `this` parameter's comma, or else after the `this` parameter; for `async x => …` the `x`. */
  readonly parametersStart: number
  /** False only for an arrow with one bare parameter, `async x => …`. */
  readonly parenthesized: boolean
  /** True if there is a TypeScript `this` parameter that is not followed by a comma: `(this: void)`. */
  readonly thisParameterOnly: boolean
  /** Declared parameters, without a TypeScript `this` parameter. */
  readonly parameters: readonly ParameterFact[]
  /** The type behind the colon that follows the parameters; null without one. */
  readonly returnType: Span | null
  /** The body, braces included. For an arrow with an expression body: the expression with its parentheses and wrappers, so that it ends where the arrow ends. */
  readonly body: Span
  /** All directives of the body's prologue. */
  readonly directives: readonly DirectiveFact[]
  /** Index in `ModuleFacts.functions` of the nearest enclosing one that is listed there; null if none. */
  readonly parent: number | null
  /** True if any function, listed or not, encloses it (class static blocks and field initialisers count as functions). */
  readonly nested: boolean
  /**
   * For declarations: where a statement can be inserted that runs before all others of the block it is hoisted to (after the block's `{` and directives; at
   * module level `ModuleFacts.bodyStart`; in a `switch` case, or under a label or `if` without a block: the start of the declaration). Null for the other shapes.
   */
  readonly hoist: number | null
  /** True for a declaration in a block or `switch`, also at module level, but not in the body of a function, static block or namespace. */
  readonly inBlock: boolean
  /** For methods, accessors and constructors: the key as written (`find`, `'a b'` with its quotes, `#load`), null when computed. Null for other shapes. */
  readonly key: string | null
  /** True if the method carries a decorator (its class and its parameters do not matter). */
  readonly decorated: boolean
  /**
   * Where its parameters or body use `this`, `arguments`, `super` or `new.target` of the function itself. Nested arrows are searched; nested functions, methods, field initialisers and
   * static blocks have their own (computed keys, heritage and decorators of a nested class have not). A declared `arguments` is an ordinary binding. `<this.X/>` and `<this/>` use `this`, `<arguments.X/>` uses `arguments`.
   * The function's own decorators, those of its parameters and its computed key are not searched, here and for `references`.
   */
  readonly uses: readonly UseFact[]
  /**
   * What hides which variables of the scopes around it it reads: direct calls of `eval` (not of a declared one) in its parameters or body, all nested code included, unless it stands in the
   * module's own scope; those of the functions around it (of their own parameters and bodies); and each `with` that it stands in.
   */
  readonly evals: readonly EvalFact[]
  /**
   * Value references, in its parameters or body (all nested code included), to bindings of enclosing *function or block* scopes. Module-level bindings, imports, globals, types and
   * the names that the function declares itself (its own name as a function expression included) are not listed. Its own binding
   * (a declaration's name, the `const` it initialises) is. What a function declaration in a block is to code outside of that block (sloppy mode) is not considered.
   * Members of an enum are no references inside of it. A JSX element counts where it is named (`<Part>`, `</Part>`, `<obj.Part>`; `<div>`, `<my-part>` and `<a:b>` are none).
   *
   * Filled only for functions with an attempt at the directive in their prologue, and for all listed ones when the module's prologue has one; `redeclared` follows. Else empty.
   */
  readonly references: readonly ReferenceFact[]
  /**
   * Value references, in its parameters or body (all nested code included), to names that its own parameters declare. A `var` or function of its body that repeats a parameter is that
   * parameter. Filled only for functions with an attempt at the directive in their own prologue; so are the next three. Else empty.
   */
  readonly parameterReferences: readonly ParameterReferenceFact[]
  /** The names that its parameters and body declare (all nested code included, the members of enums too), sorted. */
  readonly declares: readonly string[]
  /** The names that its parameters and body use as values and do not declare: those of the scopes around it, of the module, imports and globals; sorted. */
  readonly takes: readonly string[]
  /**
   * Its own `return` statements; those of nested functions are theirs. Of a function that is called where it stands (`(() => x)()`) they are filled, too, and so is the expression that is its body.
   */
  readonly returns: readonly ReturnFact[]
  /** The captured names that the body's own top scope declares again (possible when a parameter default refers to the outer one), sorted. */
  readonly redeclared: readonly string[]
}

export interface ParameterFact {
  /** The parameter with its type and default value, decorators excluded. */
  readonly span: Span
  readonly default: boolean
  readonly rest: boolean
  /** Its decorators, from the first `@` to the end of the last one. */
  readonly decorators: Span | null
}

export interface UseFact {
  readonly what: 'this' | 'arguments' | 'super' | 'new.target'
  readonly span: Span
}

export interface EvalFact {
  readonly what: 'eval' | 'with'
  /** The call, or the word `with`. */
  readonly span: Span
}

export interface ReferenceFact {
  /** Index in `ModuleFacts.bindings`. */
  readonly binding: number
  /**
   * The static member names read from it, as far as only the path is needed: `req.url` → `['url']`, `r?.a!.b` → `['a','b']`. It ends before a computed member, a
   * private name, the member that is called or tagged (`r.a.b()` → `['a']`; `new r.A()` is a read → `['A']`), and the member that is written or deleted (`r.a.b = 1` → `['a']`).
   * `<r.A/>` → `['A']`.
   */
  readonly path: readonly string[]
  /** The identifier itself. */
  readonly span: Span
  /** `write`: the binding itself is assigned (`n = 1`, `n++`, a destructuring or `for` target). Both for `n += 1`: `write`. */
  readonly access: 'read' | 'write'
  /** It stands in `{ name }` shorthand. */
  readonly shorthand: boolean
}

/** As `ReferenceFact`, by name. */
export interface ParameterReferenceFact extends Omit<ReferenceFact, 'binding'> {
  readonly name: string
  /** The identifier in the parameter. */
  readonly declaration: Span
}

export interface ReturnFact {
  /** The whole statement, with its semicolon if it has one. */
  readonly span: Span
  /** Null for a bare `return`. */
  readonly value: ValueFact | null
}

export interface BindingFact {
  readonly name: string
  /** `await using` is `using`. A `var` that repeats a parameter is that parameter. */
  readonly kind: 'var' | 'let' | 'const' | 'using' | 'parameter' | 'catch' | 'function' | 'class' | 'enum' | 'namespace'
  /** The identifier in the (first) declaration. */
  readonly span: Span
  /** Assigned anywhere but in its (single) initialiser: also by a second declaration with a value, and for a `var` by a `for…in` or `for…of` head. */
  readonly reassigned: boolean
  /** What its (first) declaration or initialiser is. Parameters, destructured names and names without an initialiser hold `other`. */
  readonly holds: 'function' | 'class' | 'other'
  /** When it holds a function that `ModuleFacts.functions` lists: the index. */
  readonly function: number | null
}

export interface ImportFact {
  readonly source: string
  /** `default`, `*` or the exported name. */
  readonly imported: string
  readonly local: string
  /** `import type …` or `import { type … }`. */
  readonly typeOnly: boolean
  /** The specifier. For `import x = require('y')`, which is `*`: the whole statement. */
  readonly span: Span
}

/**
 * One exported name. TypeScript type exports (`export type`, `interface`, `declare`, overload signatures) are not listed, nor is `export { T }` when the module declares (or imports with
 * `type`) `T` only as a type, nor `export =`, `export as namespace` and `export import`.
 */
export interface ExportFact {
  /**
   * - `declaration`: `export function f`, `export class C`, `export enum E`, `export namespace N`, `export const x = …` (one fact per declared name)
   * - `list`: `export { local as exported }`
   * - `from`: `export { imported as exported } from 'source'`, `export * as exported from 'source'` (local `*`)
   * - `all`: `export * from 'source'` (exported `*`)
   * - `default`: `export default …`
   */
  readonly form: 'declaration' | 'list' | 'from' | 'all' | 'default'
  readonly exported: string
  /** The local name; for `from` the imported one; for `default` the name of a declared function or class; null for other defaults and `all`. */
  readonly local: string | null
  readonly source: string | null
  /** For `from`: `with { type: 'json' }`. Else empty. */
  readonly attributes: Readonly<Record<string, string>>
  /** The name or specifier; for `default` and `all` the whole statement. */
  readonly span: Span
  /** The whole export statement, decorators in front of it included. */
  readonly statement: Span
  /** Declared by a destructuring pattern: `export const { f } = …`. */
  readonly destructured: boolean
  /**
   * What is exported, where the statement itself says it (`declaration`, `default`); null for `list`, `from` and `all`. A name declared by destructuring one level with a static
   * key or index is the member that it reads: `export const { GET } = make()` → `{ type: 'member', object: <the call>, property: 'GET' }`, `export const [GET] = make()` → `property: '0'`;
   * deeper, with a computed key or a rest: `other`. The span of either is then the declared identifier. With a default value: a `choice` of that and the default, with the same span.
   * Null for a declaration without a value (`export let x`).
   */
  readonly value: ValueFact | null
}

export interface NamedValueFact {
  readonly name: string
  /** The declared or assigned identifier. */
  readonly span: Span
  /** `const`, `let`, … for declarations; else `assignment`. Names declared by destructuring have the value that `ExportFact.value` describes. */
  readonly kind: BindingFact['kind'] | 'assignment'
  /** For assignments: what `x = …`, `x ||= …`, `x &&= …` and `x ??= …` give; `data` for `x++` and other operators; `other`, its span the name, for destructuring and `for` heads. */
  readonly value: ValueFact
}

/** What an expression is, as far as rules ask. A declared function's span is that of its `FunctionFact`; a class's begins at `class` or `abstract`; an enum's at `enum` or `const`; a namespace's leaves `export` out. */
export type ValueFact = { readonly span: Span } & (
  | { readonly type: 'function'; readonly function: number }
  /** Static methods and static fields with a value (`accessor` too), with static keys (`#x` too). */
  | { readonly type: 'class'; readonly members: readonly PropertyFact[] }
  | { readonly type: 'enum' }
  | { readonly type: 'namespace' }
  | { readonly type: 'name'; readonly name: string }
  /** `a.b`, `a?.b`, `a['b']`. `a[b]` and `a.#b` are `other`. */
  | { readonly type: 'member'; readonly object: ValueFact; readonly property: string }
  /** `f(a, b)`, `f?.(a)`, `new F(a)`, `await f(a)` (the span includes the `await`). Spread arguments (dots included) are `other`; so are `import()`, `super()`, tagged templates. */
  | { readonly type: 'call'; readonly callee: ValueFact; readonly arguments: readonly ValueFact[] }
  /** `a ? b : c` (b and c), `a || b`, `a ?? b`, `a && b` (both), `(a, b)` (the last only). */
  | { readonly type: 'choice'; readonly options: readonly ValueFact[] }
  | { readonly type: 'object'; readonly properties: readonly PropertyFact[] }
  /** Without its holes. Spread elements are `other`, dots included. */
  | { readonly type: 'array'; readonly elements: readonly ValueFact[] }
  /** `null`, booleans, numbers (also negative), strings and templates without substitutions, with their value. */
  | { readonly type: 'literal'; readonly value: string | number | boolean | null }
  /** Templates with substitutions, bigints, regular expressions, unary operators (`void`, `typeof`, `!`, … too), `x++`, binary arithmetic and comparison (`in` too): never a function. */
  | { readonly type: 'data' }
  /** Anything else; might be a function. */
  | { readonly type: 'other' }
)

/** A property or member with a static key: `{ name: value }`, `{ name }`, `{ name() {} }`. Not accessors, spreads, `__proto__: x`; numeric keys as JavaScript writes them. */
export interface PropertyFact {
  readonly name: string
  readonly value: ValueFact
}

export interface CallFact {
  /** The import that is called, as an index in `ModuleFacts.imports`. */
  readonly import: number
  /** Members between the import and the call: `cache.cacheLife()` → `['cacheLife']`. */
  readonly path: readonly string[]
  /** The whole call, `f(…)` or `f?.(…)`; neither `new` nor a tagged template is one. */
  readonly span: Span
  /** The callee. */
  readonly callee: Span
  /** The values of its arguments. */
  readonly arguments: readonly ValueFact[]
  /** The nearest enclosing function of `ModuleFacts.functions`; null if none. */
  readonly function: number | null
  /** True if any function, listed or not, encloses the call. */
  readonly nested: boolean
}
