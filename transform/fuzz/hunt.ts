/** Looks for a program of which something that must hold does not, and makes it small. */
import fc from 'fast-check'
import { type Tree, trees } from './grammar/choices.ts'
import { program, wildProgram, type Program } from './grammar/program.ts'
import { checkModule, checkProgram } from './properties.ts'

/** `running`: programs that run, and all of whose functions are accepted. `any`: modules that need only parse. */
export type Kind = 'running' | 'any'
export const kinds: readonly Kind[] = ['running', 'any']

export interface HuntOptions {
  readonly kind: Kind
  /** The same number makes the same programs. */
  readonly seed: number
  /** How many programs. */
  readonly runs: number
  /** Where a failure was found before, to begin there. */
  readonly path?: string
  /** Is told after every program. */
  readonly onProgram?: () => void
}

export interface Failure {
  readonly kind: Kind
  readonly seed: number
  /** Leads straight to the program, with the same seed. */
  readonly path: string
  /** The smallest program that fails in the same hunt. */
  readonly program: Program
  readonly error: unknown
}

/** Returns undefined when everything holds of all programs. */
export async function hunt({ kind, seed, runs, path, onProgram }: HuntOptions): Promise<Failure | undefined> {
  const { write, check } = hunts[kind]
  const property = fc.asyncProperty(sizes, async (tree) => {
    await check(write(tree))
    onProgram?.()
  })
  const details = await fc.check(property, {
    seed,
    numRuns: runs,
    timeout: 10_000,
    ...(path === undefined ? {} : { path }),
  })
  if (!details.failed) return undefined
  const { counterexample, counterexamplePath, errorInstance } = details
  return { kind, seed, path: counterexamplePath!, program: write(counterexample![0]), error: errorInstance }
}

/** A failure in words: what does not hold, of which program, and how to see it again. */
export function describeFailure({ kind, seed, path, program: { code, extension }, error }: Failure): string {
  const why = error instanceof Error ? error.message : String(error)
  const again = `npm run fuzz -- --kind ${kind} --seed ${seed} --path ${path}`
  return `${why}\n\nThe smallest program found (.${extension}):\n\n${code}\nAgain: ${again}\n`
}

interface Hunt {
  readonly write: (tree: Tree) => Program
  readonly check: (program: Program) => unknown
}

const hunts: Readonly<Record<Kind, Hunt>> = {
  running: { write: program, check: checkProgram },
  any: { write: wildProgram, check: checkModule },
}

const sizes = fc.oneof(...[3, 3, 4, 4, 5].map(trees))
