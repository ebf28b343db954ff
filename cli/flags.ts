import type { ParserName } from '../transform/index.ts'

/** Names of them, as `--format` takes them. */
export const formats = ['pretty', 'json', 'sarif', 'github', 'unix'] as const

/** How `check` prints its findings: for people, for programs, for code scanning, as annotations of a workflow, as lines. */
export type Format = (typeof formats)[number]

export interface CheckFlags extends CompilerFlags {
  readonly format: Format
  readonly fix?: true
  readonly dryRun?: boolean
  readonly quiet?: true
  readonly maxWarnings?: number
  readonly watch?: true
  readonly output?: true
}

/** What the commands that compile have in common; what is given wins over the configuration. */
export interface CompilerFlags {
  readonly parser?: ParserName
  readonly kinds?: readonly string[]
  readonly profiles?: readonly string[]
  readonly cacheComponents?: true
}
