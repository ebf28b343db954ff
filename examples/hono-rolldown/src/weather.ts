import { cacheTag, updateTag } from 'use-cache'

let measured = 0

export async function weather(city: string): Promise<{ city: string; degrees: number }> {
  'use cache'
  cacheTag(`weather-${city}`)
  return { city, degrees: 20 + measured++ }
}

export async function forget(city: string): Promise<void> {
  await updateTag(`weather-${city}`)
}
