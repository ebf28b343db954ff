import { DatabaseSync, type SQLInputValue } from 'node:sqlite'

const connection = new DatabaseSync(':memory:')
let statements = 0

export const db = {
  async query<Row>(sql: string, parameters: SQLInputValue[] = []): Promise<Row[]> {
    statements++
    return connection.prepare(sql).all(...parameters) as Row[]
  },

  /** How many statements have run so far; the demo shows that hits run none. */
  get statements(): number {
    return statements
  },
}

seed(2_000, 8_000)

/** The same products and reviews on every run. Prices are in cents. */
function seed(products: number, reviews: number): void {
  connection.exec(`
    CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT, category TEXT, price INTEGER);
    CREATE TABLE reviews (id INTEGER PRIMARY KEY, product INTEGER REFERENCES products (id), stars INTEGER);
    BEGIN`)
  const categories = ['chairs', 'desks', 'lamps', 'rugs', 'shelves']
  const materials = ['Oak', 'Steel', 'Linen', 'Glass', 'Cork', 'Ash', 'Wool']
  const product = connection.prepare('INSERT INTO products (name, category, price) VALUES (?, ?, ?)')
  for (let i = 1; i <= products; i++) {
    const category = categories[i % categories.length]!
    product.run(
      `${materials[i % materials.length]} ${category.slice(0, -1)} ${i}`,
      category,
      1_900 + ((i * 7_919) % 60_000),
    )
  }
  const review = connection.prepare('INSERT INTO reviews (product, stars) VALUES (?, ?)')
  for (let i = 1; i <= reviews; i++) review.run(1 + ((i * 131) % products), 1 + ((i * 37 + (i >> 3)) % 5))
  connection.exec('COMMIT')
}
