import { rate } from './rate.ts'

const rows = Array.from({ length: 10 }, (_, index) => ({
  cents: 100 * index,
  currency: ['EUR', 'CHF', 'GBP'][index % 3]!,
}))
const totals = await Promise.all(rows.map(async ({ cents, currency }) => cents * (await rate(currency))))

console.log(`${rows.length} rows, ${Math.round(totals.reduce((sum, each) => sum + each, 0))} cents`)
