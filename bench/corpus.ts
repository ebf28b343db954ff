/** What the compiler is measured on: generated modules, the same in every run, among real ones from `node_modules`. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export interface Module {
  readonly id: string
  readonly code: string
}

const nodeModules = resolve(import.meta.dirname, '../node_modules')
/** Packages that come with TypeScript sources, and some that come with readable JavaScript. */
const packages = [
  'zod/src',
  '@jridgewell/*/src',
  '@arethetypeswrong/core/src',
  'vitest/dist',
  'knip/dist',
  'commander/lib',
]

/** 2,000 modules, a fifth of them with the directive. */
export function mixedCorpus(): readonly Module[] {
  const real = realModules()
  return Array.from({ length: 2000 }, (_, index) => {
    if (index % 5 === 0) return directiveModule(index)
    const found = index % 2 === 0 ? real[Math.floor(index / 2) % real.length] : undefined
    return found ? { ...found, id: `${index}-${found.id}` } : plainModule(index)
  })
}

/** 400 modules, all with the directive. */
export function directiveCorpus(): readonly Module[] {
  return Array.from({ length: 400 }, (_, index) => directiveModule(index))
}

export function bytesOf(modules: readonly Module[]): number {
  return modules.reduce((sum, { code }) => sum + Buffer.byteLength(code), 0)
}

function realModules(): readonly Module[] {
  const files = packages.flatMap((pattern) => globSync(`${pattern}/**/*.{ts,js}`, { cwd: nodeModules })).sort()
  return files
    .filter((file) => !file.endsWith('.d.ts') && existsSync(join(nodeModules, file)))
    .map((file) => ({ id: file.replaceAll('/', '-'), code: readFileSync(join(nodeModules, file), 'utf8') }))
    .filter(({ code }) => code.length > 500 && code.length < 60_000 && !code.includes('use cache'))
}

function directiveModule(index: number): Module {
  const shapes = [dataModule, repositoryModule, routeModule, pageModule, moduleDirective]
  return shapes[index % shapes.length]!(index, "'use cache'")
}

function plainModule(index: number): Module {
  const shapes = [dataModule, repositoryModule, routeModule, pageModule]
  return shapes[index % shapes.length]!(index, '')
}

function dataModule(index: number, directive: string): Module {
  const functions = Array.from({ length: 3 + (index % 6) }, (_, part) => {
    const asks = part % 2 === 0 ? `  ${directive}\n${directive && "  cacheLife('hours')\n"}` : ''
    return `export interface Row${part} {
  readonly id: number
  readonly name: string
  readonly tags: readonly string[]
}

/** Rows of table ${part}, newest first. */
export async function load${part}(category: string, { limit = 10, offset = 0 }: { limit?: number; offset?: number } = {}): Promise<Row${part}[]> {
${asks}  const rows = await db.query<Row${part}>(\`select * from t${part} where category = ? order by id desc limit ? offset ?\`, [category, limit, offset])
  return rows.map((row) => ({ ...row, name: row.name.trim(), tags: row.tags.filter((tag) => tag !== category) }))
}

export function format${part}(row: Row${part}): string {
  return \`#\${row.id} \${row.name} (\${row.tags.join(', ') || 'none'})\`
}
`
  })
  return {
    id: `data-${index}.ts`,
    code: `import { cacheLife } from 'use-cache'\nimport { db } from './db'\n\n${functions.join('\n')}`,
  }
}

function repositoryModule(index: number, directive: string): Module {
  const methods = Array.from({ length: 4 + (index % 5) }, (_, part) => {
    return `  static async find${part}<T extends Entity>(id: T['id'], options?: Options<T>): Promise<T | undefined> {
    ${part % 3 === 0 ? directive : ''}
    const url = new URL(\`/entities/\${id}?depth=\${options?.depth ?? 1}\`, base)
    const response = await fetch(url, { headers: { accept: 'application/json' } })
    if (!response.ok) throw new HttpError(response.status, await response.text())
    return (await response.json()) as T
  }

  save${part}(entity: Entity): void {
    this.#dirty.set(entity.id, { ...entity, savedAt: Date.now() })
  }
`
  })
  return {
    id: `repository-${index}.ts`,
    code: `import { HttpError, type Entity, type Options } from './entities'

const base = 'https://example.com'

export class Repository${index} {
  readonly #dirty = new Map<string, Entity>()

${methods.join('\n')}}
`,
  }
}

function routeModule(index: number, directive: string): Module {
  return {
    id: `route-${index}.ts`,
    code: `import { db } from './db'

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params
  const locale = request.headers.get('accept-language')?.split(',')[0] ?? 'en'
  const user = await authenticate(request)
  const load = async (page: number, size = ${10 + (index % 7)}) => {
    ${directive}
    const items = await db.items.where({ owner: user.id, parent: id }).orderBy('created').page(page, size)
    return items.map((item) => ({ ...item, label: item.labels[locale] ?? item.labels.en }))
  }
  const pages = []
  for (let page = 0; page < 3; page++) {
    pages.push(await load(page))
  }
  return Response.json({ id, locale, pages: pages.flat(), total: pages.reduce((sum, { length }) => sum + length, 0) })
}

export async function POST(request: Request): Promise<Response> {
  const body: unknown = await request.json()
  if (!isItem(body)) return new Response('Not an item', { status: 400 })
  const { id } = await db.items.insert(body)
  return Response.json({ id }, { status: 201, headers: { location: \`/items/\${id}\` } })
}

function isItem(value: unknown): value is { name: string; price: number } {
  return typeof value === 'object' && value !== null && 'name' in value && 'price' in value && typeof value.price === 'number'
}

async function authenticate(request: Request): Promise<{ id: string }> {
  const token = request.headers.get('authorization')?.replace(/^Bearer /, '')
  if (!token) throw new Error('Who are you?')
  return db.users.byToken(token)
}
`,
  }
}

function pageModule(index: number, directive: string): Module {
  return {
    id: `page-${index}.tsx`,
    code: `import { Suspense, type ReactNode } from 'react'
import { Card, Grid, Price } from './ui'

interface Product { readonly id: string; readonly title: string; readonly price: number; readonly images: readonly string[] }

async function Products({ category, sort = 'price' }: { category: string; sort?: keyof Product }): Promise<ReactNode> {
  ${directive}
  const products: Product[] = await (await fetch(\`https://example.com/\${category}?v=${index}\`)).json()
  const sorted = products.toSorted((a, b) => (a[sort] > b[sort] ? 1 : -1))
  return (
    <Grid columns={4}>
      {sorted.map((product) => (
        <Card key={product.id} href={\`/products/\${product.id}\`}>
          <img src={product.images[0]} alt={product.title} loading="lazy" />
          <h3>{product.title}</h3>
          {product.price > 0 ? <Price value={product.price} currency="EUR" /> : <em>Free</em>}
        </Card>
      ))}
    </Grid>
  )
}

export default async function Page({ searchParams }: { searchParams: Promise<Record<string, string>> }): Promise<ReactNode> {
  const { category = 'all', sort } = await searchParams
  return (
    <main>
      <h1>Products in {category}</h1>
      <Suspense fallback={<p>Loading…</p>}>
        <Products category={category} {...(sort === 'title' ? { sort } : {})} />
      </Suspense>
    </main>
  )
}
`,
  }
}

function moduleDirective(index: number, directive: string): Module {
  const { code } = dataModule(index, '')
  return {
    id: `module-${index}.ts`,
    code: `${directive}\n\n${code.replace(/export function format\d+[^]*?\n}\n/g, '')}`,
  }
}
