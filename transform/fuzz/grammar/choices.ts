import fc from 'fast-check'

/**
 * What a program is made from: numbers to choose by, and parts that are trees again. It knows nothing of programs, so
 * that `fast-check` can take any number and any part away and there is still a program: a smaller one.
 */
export interface Tree {
  readonly picks: readonly number[]
  readonly parts: readonly Tree[]
}

/** Random trees; `size` is how deep they are. */
export function trees(size: number): fc.Arbitrary<Tree> {
  const pick = fc.nat({ max: 0xffff })
  const picks = fc.tuple(pick, pick, pick, pick, pick, pick)
  let tree: fc.Arbitrary<Tree> = fc.record({ picks, parts: fc.constant([]) })
  for (let depth = 1; depth < size; depth++) {
    tree = fc.record({ picks, parts: fc.array(tree, { maxLength: 4, size: 'max' }) })
  }
  // Biased, they would be small more often than not.
  return fc.noBias(fc.record({ picks, parts: fc.array(tree, { maxLength: 6, size: 'max' }) }))
}

/**
 * Reads a tree, choice by choice. Where a tree says nothing more it repeats itself in other words; a tree of zeros
 * always makes the first, simplest choice.
 */
export class Choices {
  readonly #tree: Tree
  #pick = 0
  #part = 0

  constructor(tree: Tree) {
    this.#tree = tree
  }

  /** A whole number from 0 to `limit - 1`. */
  below(limit: number): number {
    if (limit < 2) return 0
    const { picks } = this.#tree
    const index = this.#pick++
    return varied(picks[index % picks.length]!, Math.floor(index / picks.length)) % limit
  }

  from<T>(options: readonly T[]): T {
    return options[this.below(options.length)]!
  }

  /** True once in `times`. */
  once(times: number): boolean {
    return this.below(times) === times - 1
  }

  /** The next part. */
  part(): Choices {
    const index = this.#part++
    const { parts, picks } = this.#tree
    return new Choices(parts[index] ?? { picks: picks.map((pick) => varied(pick, index + 1)), parts: [] })
  }

  /** The parts that are left. */
  parts(): Choices[] {
    const left = this.#tree.parts.slice(this.#part).map((tree) => new Choices(tree))
    this.#part = Math.max(this.#part, this.#tree.parts.length)
    return left
  }

  get isEmpty(): boolean {
    return this.#part >= this.#tree.parts.length
  }
}

function varied(pick: number, round: number): number {
  return (pick * (2 * round + 1) * (round + 1)) % 65_521
}
