/** What the cached and the prerendered GET answer. */
export const products: readonly object[] = Array.from({ length: 20 }, (_, id) => ({
  id,
  name: `Product ${id}`,
  price: 100 + id,
}))
