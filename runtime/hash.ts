/** 53 bits of what some texts say, in their order. `seed`: lists with different ones have nothing in common. */
export function hashOf(texts: readonly string[], seed: number): number {
  let high = seed
  let low = 0x41c6ce57
  for (const text of texts) {
    for (let index = 0; index < text.length; index++) {
      const unit = text.charCodeAt(index)
      high = Math.imul(high ^ unit, 2654435761)
      low = Math.imul(low ^ unit, 1597334677)
    }
    high = Math.imul(high ^ (high >>> 16), 2246822507)
    low = Math.imul(low ^ (low >>> 13), 3266489909)
  }
  return 4294967296 * (2097151 & high) + (low >>> 0)
}
