import { cacheLife } from 'use-cache'
import { ask } from './bank.ts'

export async function exchange(cents: number, currency: string): Promise<number> {
  return Math.round(cents * (await rate(currency)))
}

export async function rate(currency: string): Promise<number> {
  'use cache'
  cacheLife('hours')
  return ask(currency)
}
