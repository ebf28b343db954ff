/** The candidate that was probably meant by `word`: at most a third of its letters are wrong. Undefined when none is close. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const spoken = word.trim().toLowerCase()
  let best: string | undefined
  let least = Math.floor(Math.max(spoken.length, 3) / 3) + 1
  for (const candidate of candidates) {
    const distance = editDistance(spoken, candidate.toLowerCase())
    if (distance < least) [best, least] = [candidate, distance]
  }
  return best
}

/** How many letters have to be added, removed or replaced, or swapped with their neighbours; one row at a time. */
function editDistance(from: string, to: string): number {
  let before: number[] = []
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let line = 1; line <= from.length; line++) {
    const next = [line]
    for (let column = 1; column <= to.length; column++) {
      const replaced = row[column - 1]! + (from[line - 1] === to[column - 1] ? 0 : 1)
      const areSwapped = column > 1 && from[line - 1] === to[column - 2] && from[line - 2] === to[column - 1]
      const swapped = areSwapped ? before[column - 2]! + 1 : Infinity
      next.push(Math.min(replaced, swapped, row[column]! + 1, next[column - 1]! + 1))
    }
    before = row
    row = next
  }
  return row[to.length]!
}
