/** The calls whose hits are measured: the same for everybody, also inside the servers of frameworks. */
export interface Column {
  readonly name: string
  /** A hundred lists of arguments. */
  readonly args: readonly (readonly unknown[])[]
  /** What is cached. */
  readonly load: (...args: readonly unknown[]) => Promise<unknown>
  /** The result for the arguments at an index. */
  readonly results: readonly unknown[]
}

const pages = 10
const inputs = Array.from({ length: 100 }, (_, index) => index)
const categories = inputs.map((index) => `category-${Math.floor(index / pages)}`)
const filters = inputs.map((index) => ({
  query: `tea ${index}`,
  category: categories[index],
  minimum: index,
  maximum: index + 100,
  sort: 'price',
  descending: false,
  page: index % pages,
  limit: 20,
  locale: 'en-GB',
  stock: { only: true, warehouse: index % 3 },
}))
const lists = inputs.map((index) => Array.from({ length: 100 }, (_, item) => index * 100 + item))

const small = (index: number): object => ({ id: index, name: 'Assam', price: 4.5 })
const large = (index: number): object[] =>
  Array.from({ length: 90 }, (_, row) => ({
    id: index * 100 + row,
    sku: `TEA-${row}`,
    name: `Tea number ${row} of ${index}`,
    price: row * 1.25,
    stock: { count: row, reserved: row % 4 },
    tags: ['tea', `grade ${row % 5}`],
  }))

export const noArgs: Column = column('no args', () => [], small)
export const primitives: Column = column('2 primitives', (index) => [categories[index], index % pages], small)
export const nestedObject: Column = column('nested object', (index) => [filters[index]], small)
export const array: Column = column('array of 100', (index) => [lists[index]], small)
export const largeResult: Column = column(
  `${(JSON.stringify(large(0)).length / 1024).toFixed(1)} KB result`,
  (index) => [`id-${index}`],
  large,
)

function column(
  name: string,
  argsOf: (index: number) => readonly unknown[],
  resultOf: (index: number) => unknown,
): Column {
  const args = inputs.map(argsOf)
  const results = inputs.map(resultOf)
  const byArgs = new Map(args.map((list, index) => [JSON.stringify(list), results[index]]))
  return { name, args, results, load: async (...list) => byArgs.get(JSON.stringify(list)) }
}
