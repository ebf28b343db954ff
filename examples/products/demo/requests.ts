/** Calls the handlers as a server would, and measures what the cache does for each request. */
import { testCache } from 'use-cache/testing'
import { GET, POST, type Product } from '../app/api/products/route.ts'
import { db } from '../lib/database.ts'
import { expect, row } from './print.ts'

const colors = { miss: 'yellow', hit: 'green', stale: 'cyan', '–': 'dim' } as const
type Outcome = keyof typeof colors

// The first Request and Response of a process load what they stand on, which is not the cache's time.
await Response.json({ url: new Request(url('')).url }).json()

/** A cache whose clock can be moved: here an hour passes in no time. */
using cache = testCache()

row(['request', 'cache', 'time', 'SQL'], 'dim')
const missed = await request('GET ?category=lamps', lamps, 'miss', 1)
const hit = await request('GET ?category=lamps', lamps, 'hit', 0)
expect(same(hit, missed), 'a hit gives what the miss gave')
await hits(1_000)
await request('GET ?category=rugs', () => GET(url('rugs')), 'miss', 1)

await db.query(`UPDATE products SET price = price + 100 WHERE category = 'lamps'`)
cache.clock.advance('1h1m')
const stale = await request('GET ?category=lamps, an hour later', lamps, 'stale', 1)
expect(same(stale, missed), 'a stale answer is the last good one')
const refreshed = await request('GET ?category=lamps', lamps, 'hit', 0)
expect(
  refreshed[0]!.price === missed[0]!.price + 100,
  'the refresh behind the stale answer read what the database holds now',
)

const favourite = missed[0]!.id
await request('POST a review, updateTag("products")', () => review(favourite), '–', 1)
const updated = await request('GET ?category=lamps', lamps, 'miss', 1)
const reviews = ({ id, reviews }: Product): number => (id === favourite ? reviews : 0)
expect(Math.max(...updated.map(reviews)) === missed[0]!.reviews + 1, 'the new review counts at once')
await request('GET ?category=lamps', lamps, 'hit', 0)

/** SQL: the statements that ran because of the request; those of a stale answer run while it is used already. */
async function request(
  label: string,
  send: () => Promise<Response>,
  outcome: Outcome,
  sql: number,
): Promise<Product[]> {
  cache.resetCounts()
  const statements = db.statements
  const start = performance.now()
  const response = await send()
  const milliseconds = performance.now() - start
  await cache.settled()
  const ran = db.statements - statements

  const seen = outcomeOf(cache.counts)
  row([label, seen, `${milliseconds.toFixed(2)} ms`, String(ran)], colors[seen])
  expect(seen === outcome, `${label} is a ${outcome}, not a ${seen}`)
  expect(ran === sql, `${label} runs ${sql} SQL statements, not ${ran}`)
  return response.body === null ? [] : ((await response.json()) as Product[])
}

async function hits(count: number): Promise<void> {
  const statements = db.statements
  const times: number[] = []
  for (let i = 0; i < count; i++) {
    const start = performance.now()
    await lamps()
    times.push(performance.now() - start)
  }
  const median = times.toSorted((a, b) => a - b)[count / 2]!
  const ran = db.statements - statements
  row(
    [`the same ${count.toLocaleString('en')} times, the median`, 'hit', `${median.toFixed(2)} ms`, String(ran)],
    colors.hit,
  )
  expect(ran === 0, `${count} hits run no SQL`)
}

function outcomeOf({ hits, stale, misses }: { hits: number; stale: number; misses: number }): Outcome {
  if (misses > 0) return 'miss'
  if (stale > 0) return 'stale'
  return hits > 0 ? 'hit' : '–'
}

function lamps(): Promise<Response> {
  return GET(url('lamps'))
}

function review(product: number): Promise<Response> {
  return POST(new Request(url(''), { method: 'POST', body: JSON.stringify({ product, stars: 5 }) }))
}

function url(category: string): Request {
  return new Request(`http://localhost/api/products?category=${category}`)
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
