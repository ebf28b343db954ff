import { cacheLife, cacheTag } from 'use-cache'

const placed = [{ id: 1, item: 'tea' }]
let queries = 0

/** What is read of the request is part of the key; the request itself could be none. */
export async function ordersOf(
  user: string,
  { limit = 10 }: { limit?: number } = {},
): Promise<{ queries: number; orders: { id: number; item: string }[] }> {
  'use cache'
  cacheLife('hours')
  cacheTag(`orders-${user}`)
  queries++
  return { queries, orders: placed.slice(0, limit) }
}

export function place(item: string): void {
  placed.push({ id: placed.length + 1, item })
}
