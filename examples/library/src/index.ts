import { cacheLife } from 'use-cache'

export interface Country {
  readonly code: string
  readonly name: string
}

let loads = 0

export async function countries(language = 'en'): Promise<{ loads: number; countries: Country[] }> {
  'use cache'
  cacheLife('max')
  const names = new Intl.DisplayNames(language, { type: 'region' })
  loads++
  return { loads, countries: ['CH', 'DE', 'JP'].map((code) => ({ code, name: names.of(code) ?? code })) }
}
