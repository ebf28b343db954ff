import type { ModuleFacts } from '../facts.ts'
import type { Span } from '../source.ts'

/** What a reader returns: the facts of a module, or why and where it does not parse (the parser's own location suffix removed). */
export type ReadResult =
  | { readonly facts: ModuleFacts }
  | { readonly error: { readonly message: string; readonly span: Span } }
