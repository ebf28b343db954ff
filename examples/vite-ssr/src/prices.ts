import { cacheLife } from 'use-cache'

let asked = 0

export async function prices(category: string): Promise<{ name: string; cents: number }[]> {
  'use cache'
  cacheLife('minutes')
  console.log(`asked the shop for ${category}, ${++asked}. time`)
  return [{ name: `Green ${category}`, cents: 450 }]
}
