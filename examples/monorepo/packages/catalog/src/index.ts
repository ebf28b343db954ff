import { price } from './price.ts'

let reads = 0

export async function product(id: number): Promise<{ id: number; price: string; reads: number }> {
  'use cache'
  return { id, price: price(id), reads: ++reads }
}
