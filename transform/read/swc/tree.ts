/**
 * The syntax tree of `@swc/core` 1.16, as far as the reader looks at it. (The types of `@swc/types` describe an older tree.)
 *
 * Nodes that are missing here have nothing but children: `children` gives them.
 */

/** Positions in UTF-8 bytes, counted from a base that belongs to the parse. */
export interface Bytes {
  readonly start: number
  readonly end: number
}

interface Located {
  readonly span: Bytes
}

export interface Program extends Located {
  readonly type: 'Module' | 'Script'
  readonly body: readonly Item[]
}

/** A statement or a module declaration. */
export type Item = Node

export type Node =
  | Identifier
  | StringLiteral
  | NumericLiteral
  | Literal
  | TemplateLiteral
  | Wrapper
  | OptionalChaining
  | Member
  | SuperMember
  | Call
  | New
  | TaggedTemplate
  | Keyword
  | MetaProperty
  | Await
  | Unary
  | Update
  | Binary
  | Assignment
  | Conditional
  | Sequence
  | ObjectLiteral
  | ArrayLiteral
  | FunctionNode
  | ClassNode
  | JsxElement
  | Pattern
  | Declaration
  | Statement
  | ModuleDeclaration

export interface Identifier extends Located {
  readonly type: 'Identifier'
  readonly value: string
  readonly optional?: boolean
  readonly typeAnnotation?: Located | null
}

export interface StringLiteral extends Located {
  readonly type: 'StringLiteral'
  readonly value: string
}

export interface NumericLiteral extends Located {
  readonly type: 'NumericLiteral'
  readonly raw: string
  /** Null when it is infinite. */
  readonly value: number | null
}

export interface Literal extends Located {
  readonly type: 'BooleanLiteral' | 'NullLiteral' | 'BigIntLiteral' | 'RegExpLiteral'
  readonly value?: unknown
}

export interface TemplateLiteral extends Located {
  readonly type: 'TemplateLiteral'
  readonly expressions: readonly Node[]
  readonly quasis: readonly { readonly cooked: string | null }[]
}

/** Parentheses and what TypeScript puts around an expression. */
export interface Wrapper extends Located {
  readonly type:
    | 'ParenthesisExpression'
    | 'TsAsExpression'
    | 'TsConstAssertion'
    | 'TsSatisfiesExpression'
    | 'TsTypeAssertion'
    | 'TsNonNullExpression'
    | 'TsInstantiation'
  readonly expression: Node
}

/** Stands around each member and call of an optional chain. */
export interface OptionalChaining extends Located {
  readonly type: 'OptionalChainingExpression'
  readonly base: Member | Call
}

export interface Member extends Located {
  readonly type: 'MemberExpression'
  readonly object: Node
  readonly property: Identifier | PrivateName | Computed
}

export interface SuperMember extends Located {
  readonly type: 'SuperPropExpression'
  readonly obj: Located
  readonly property: Identifier | Computed
}

export interface Computed extends Located {
  readonly type: 'Computed'
  readonly expression: Node
}

export interface PrivateName extends Located {
  readonly type: 'PrivateName'
  readonly value: string
}

export interface Argument {
  readonly spread: Bytes | null
  readonly expression: Node
}

export interface Call extends Located {
  readonly type: 'CallExpression'
  readonly callee: Node
  readonly arguments: readonly Argument[]
}

export interface With extends Located {
  readonly type: 'WithStatement'
  readonly object: Node
  readonly body: Node
}

export interface New extends Located {
  readonly type: 'NewExpression'
  readonly callee: Node
  readonly arguments: readonly Argument[] | null
}

export interface TaggedTemplate extends Located {
  readonly type: 'TaggedTemplateExpression'
  readonly tag: Node
  readonly template: TemplateLiteral
}

export interface Keyword extends Located {
  readonly type: 'ThisExpression' | 'Super' | 'Import'
}

export interface MetaProperty extends Located {
  readonly type: 'MetaProperty'
  readonly kind: 'new.target' | 'import.meta'
}

export interface Await extends Located {
  readonly type: 'AwaitExpression'
  readonly argument: Node
}

export interface Unary extends Located {
  readonly type: 'UnaryExpression'
  readonly operator: string
  readonly argument: Node
}

export interface Update extends Located {
  readonly type: 'UpdateExpression'
  readonly argument: Node
}

export interface Binary extends Located {
  readonly type: 'BinaryExpression'
  readonly operator: string
  readonly left: Node
  readonly right: Node
}

export interface Assignment extends Located {
  readonly type: 'AssignmentExpression'
  readonly operator: string
  readonly left: Node
  readonly right: Node
}

export interface Conditional extends Located {
  readonly type: 'ConditionalExpression'
  readonly test: Node
  readonly consequent: Node
  readonly alternate: Node
}

export interface Sequence extends Located {
  readonly type: 'SequenceExpression'
  readonly expressions: readonly Node[]
}

export interface ArrayLiteral extends Located {
  readonly type: 'ArrayExpression'
  readonly elements: readonly (Argument | null)[]
}

export interface ObjectLiteral extends Located {
  readonly type: 'ObjectExpression'
  readonly properties: readonly Property[]
}

export type Key = Identifier | StringLiteral | NumericLiteral | Literal | PrivateName | Computed

/** Has no span of its own: it reaches from its key to its value. */
export interface KeyValue {
  readonly type: 'KeyValueProperty'
  readonly key: Key
  readonly value: Node
}

export interface Method extends Signature {
  readonly type: 'MethodProperty'
  readonly key: Key
}

export interface Accessor extends Located {
  readonly type: 'GetterProperty' | 'SetterProperty'
  readonly key: Key
  readonly function: Signature
}

export interface Spread {
  readonly type: 'SpreadElement'
  readonly arguments: Node
}

/** `{ name = value }`, which SWC lets pass in an expression. */
export interface AssignmentProperty {
  readonly type: 'AssignmentProperty'
  readonly value: Node
}

export type Property = Identifier | KeyValue | Method | Accessor | Spread | AssignmentProperty

/** What all functions have. */
export interface Signature extends Located {
  readonly params: readonly (Parameter | ParameterProperty | Pattern)[]
  /** Before `params`; not one of them. */
  readonly thisParam?: Located | null
  readonly body: FunctionBody | Node | null
  readonly async?: boolean
  readonly generator?: boolean
  readonly typeParameters?: Located | null
  readonly returnType?: Located | null
  readonly decorators?: readonly Decorator[]
}

export interface FunctionBody extends Located {
  readonly type: 'FunctionBody'
  readonly stmts: readonly Item[]
}

export interface Parameter extends Located {
  readonly type: 'Parameter'
  readonly decorators: readonly Decorator[]
  readonly pat: Pattern
}

export interface ParameterProperty extends Located {
  readonly type: 'TsParameterProperty'
  readonly decorators: readonly Decorator[]
  readonly param: Pattern
}

export interface Decorator extends Located {
  readonly type: 'Decorator'
  readonly expression: Node
}

export interface Arrow extends Signature {
  readonly type: 'ArrowFunctionExpression'
}

export interface FunctionExpression extends Signature {
  readonly type: 'FunctionExpression'
  readonly identifier: Identifier | null
}

export interface FunctionDeclaration extends Signature {
  readonly type: 'FunctionDeclaration'
  readonly identifier: Identifier
  readonly declare: boolean
}

export type FunctionNode = Arrow | FunctionExpression

export interface ClassNode extends Located {
  readonly type: 'ClassExpression' | 'ClassDeclaration'
  readonly identifier: Identifier | null
  readonly declare?: boolean
  readonly decorators: readonly Decorator[]
  readonly superClass: Node | null
  readonly body: readonly ClassMember[]
}

export interface ClassMethod extends Located {
  readonly type: 'ClassMethod' | 'PrivateMethod'
  readonly key: Key
  readonly kind: 'method' | 'getter' | 'setter'
  readonly isStatic: boolean
  readonly function: Signature
}

export interface Constructor extends Signature {
  readonly type: 'Constructor'
  readonly key: Key
}

export interface ClassField extends Located {
  readonly type: 'ClassProperty' | 'PrivateProperty' | 'AutoAccessor'
  readonly key: Key
  readonly value: Node | null
  readonly isStatic: boolean
  readonly isAbstract?: boolean
  readonly declare?: boolean
  readonly decorators: readonly Decorator[]
}

export interface StaticBlock extends Located {
  readonly type: 'StaticBlock'
  readonly body: Block
}

export type ClassMember =
  | ClassMethod
  | Constructor
  | ClassField
  | StaticBlock
  | { readonly type: 'TsIndexSignature' | 'EmptyStatement' }

export interface JsxElement extends Located {
  readonly type: 'JSXElement'
  readonly opening: {
    readonly name: JsxName
    readonly attributes: readonly (Spread | { readonly type: 'JSXAttribute'; readonly value: Node | null })[]
  }
  readonly children: readonly Node[]
  readonly closing: { readonly name: JsxName } | null
}

export type JsxName = Identifier | JsxMember | { readonly type: 'JSXNamespacedName' }

export interface JsxMember {
  readonly type: 'JSXMemberExpression'
  readonly object: Identifier | JsxMember
  readonly property: Identifier
}

export type Pattern = Identifier | ArrayPattern | ObjectPattern | AssignmentPattern | RestElement

export interface ArrayPattern extends Located {
  readonly optional?: boolean
  readonly type: 'ArrayPattern'
  readonly elements: readonly (Node | null)[]
  readonly typeAnnotation?: Located | null
}

export interface ObjectPattern extends Located {
  readonly optional?: boolean
  readonly type: 'ObjectPattern'
  readonly properties: readonly (KeyValuePattern | ShorthandPattern | RestElement)[]
  readonly typeAnnotation?: Located | null
}

export interface KeyValuePattern {
  readonly type: 'KeyValuePatternProperty'
  readonly key: Key
  readonly value: Node
}

/** `{ key }` and `{ key = value }`. */
export interface ShorthandPattern extends Located {
  readonly type: 'AssignmentPatternProperty'
  readonly key: Identifier
  readonly value: Node | null
}

export interface AssignmentPattern extends Located {
  readonly type: 'AssignmentPattern'
  readonly left: Node
  readonly right: Node
}

export interface RestElement extends Located {
  readonly type: 'RestElement'
  /** The dots; the span of an arrow's parameter leaves them out. */
  readonly rest: Bytes
  readonly argument: Node
  readonly typeAnnotation?: Located | null
}

export type Declaration =
  | FunctionDeclaration
  | VariableDeclaration
  | UsingDeclaration
  | EnumDeclaration
  | NamespaceDeclaration
  | TypeDeclaration
  | ImportEquals

export interface VariableDeclaration extends Located {
  readonly type: 'VariableDeclaration'
  readonly kind: 'var' | 'let' | 'const'
  readonly declare: boolean
  readonly declarations: readonly Declarator[]
}

export interface UsingDeclaration extends Located {
  readonly type: 'UsingDeclaration'
  readonly isAwait: boolean
  readonly decls: readonly Declarator[]
}

export interface Declarator extends Located {
  readonly id: Pattern
  readonly init: Node | null
}

export interface EnumDeclaration extends Located {
  readonly type: 'TsEnumDeclaration'
  readonly declare: boolean
  readonly id: Identifier
  readonly members: readonly { readonly id: Identifier | StringLiteral; readonly init: Node | null }[]
}

export interface NamespaceDeclaration extends Located {
  readonly type: 'TsModuleDeclaration' | 'TsNamespaceDeclaration'
  readonly declare: boolean
  readonly global: boolean
  readonly id: Identifier | StringLiteral
  readonly body: NamespaceDeclaration | NamespaceBlock | null
}

export interface NamespaceBlock extends Located {
  readonly type: 'TsModuleBlock'
  readonly body: readonly Item[]
}

export interface TypeDeclaration extends Located {
  readonly type: 'TsInterfaceDeclaration' | 'TsTypeAliasDeclaration'
  readonly id: Identifier
}

export interface ImportEquals extends Located {
  readonly type: 'TsImportEqualsDeclaration'
  readonly isExport: boolean
  readonly isTypeOnly: boolean
  readonly id: Identifier
  readonly moduleRef:
    | { readonly type: 'TsExternalModuleReference'; readonly expression: StringLiteral }
    | { readonly type: 'TsQualifiedName' }
    | Identifier
}

export type Statement = ExpressionStatement | Return | Block | For | ForEach | Switch | Catch | Labeled | Jump | With

export interface ExpressionStatement extends Located {
  readonly type: 'ExpressionStatement'
  readonly expression: Node
}

export interface Return extends Located {
  readonly type: 'ReturnStatement'
  readonly argument: Node | null
}

export interface Block extends Located {
  readonly type: 'BlockStatement'
  readonly stmts: readonly Item[]
}

export interface For extends Located {
  readonly type: 'ForStatement'
  readonly init: Node | null
  readonly test: Node | null
  readonly update: Node | null
  readonly body: Node
}

export interface ForEach extends Located {
  readonly type: 'ForInStatement' | 'ForOfStatement'
  readonly left: Node
  readonly right: Node
  readonly body: Node
  readonly await?: boolean
}

export interface Switch extends Located {
  readonly type: 'SwitchStatement'
  readonly discriminant: Node
  readonly cases: readonly { readonly test: Node | null; readonly consequent: readonly Item[] }[]
}

export interface Catch extends Located {
  readonly type: 'CatchClause'
  readonly param: Pattern | null
  readonly body: Block
}

export interface Labeled extends Located {
  readonly type: 'LabeledStatement'
  readonly body: Node
}

/** A statement without expressions. */
export interface Jump extends Located {
  readonly type: 'BreakStatement' | 'ContinueStatement' | 'EmptyStatement'
}

export type ModuleDeclaration =
  | Import
  | Export
  | ExportList
  | ExportAll
  | ExportDefault
  | ExportDefaultExpression
  | ExportAssignment
  | ExportNamespace

export type Name = Identifier | StringLiteral

export interface Import extends Located {
  readonly type: 'ImportDeclaration'
  readonly specifiers: readonly ImportSpecifier[]
  readonly source: StringLiteral
  readonly typeOnly: boolean
}

export type ImportSpecifier =
  | (Located & { readonly type: 'ImportDefaultSpecifier' | 'ImportNamespaceSpecifier'; readonly local: Identifier })
  | (Located & {
      readonly type: 'ImportSpecifier'
      readonly local: Identifier
      readonly imported: Name | null
      readonly isTypeOnly: boolean
    })

export interface Export extends Located {
  readonly type: 'ExportDeclaration'
  readonly declaration: Declaration | ClassNode
}

export interface ExportList extends Located {
  readonly type: 'ExportNamedDeclaration'
  readonly specifiers: readonly (
    | (Located & {
        readonly type: 'ExportSpecifier'
        readonly orig: Name
        readonly exported: Name | null
        readonly isTypeOnly: boolean
      })
    | (Located & { readonly type: 'ExportNamespaceSpecifier'; readonly name: Name })
  )[]
  readonly source: StringLiteral | null
  readonly typeOnly: boolean
  /** `with { type: 'json' }` */
  readonly with?: { readonly properties: readonly { readonly key: Name; readonly value: StringLiteral }[] } | null
}

export interface ExportAll extends Located {
  readonly type: 'ExportAllDeclaration'
  readonly source: StringLiteral
  readonly typeOnly: boolean
}

export interface ExportDefault extends Located {
  readonly type: 'ExportDefaultDeclaration'
  readonly decl: FunctionExpression | ClassNode | TypeDeclaration
}

export interface ExportDefaultExpression extends Located {
  readonly type: 'ExportDefaultExpression'
  readonly expression: Node
}

export interface ExportAssignment extends Located {
  readonly type: 'TsExportAssignment'
  readonly expression: Node
}

export interface ExportNamespace extends Located {
  readonly type: 'TsNamespaceExportDeclaration'
}
