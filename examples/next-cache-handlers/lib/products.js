import { cacheLife, cacheTag } from 'next/cache'

export async function getProducts(category) {
  'use cache'
  cacheLife('hours')
  cacheTag('products')
  return { category, made: crypto.randomUUID() }
}
