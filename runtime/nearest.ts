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

/** Levenshtein, one row at a time. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let line = 1; line <= from.length; line++) {
    const next = [line]
    for (let column = 1; column <= to.length; column++) {
      const swap = row[column - 1]! + (from[line - 1] === to[column - 1] ? 0 : 1)
      next.push(Math.min(swap, row[column]! + 1, next[column - 1]! + 1))
    }
    row = next
  }
  return row[to.length]!
}
