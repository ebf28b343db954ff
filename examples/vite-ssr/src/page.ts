import { prices } from './prices.ts'

export async function render(url: URL): Promise<string> {
  const category = url.searchParams.get('category') ?? 'tea'
  const items = (await prices(category)).map(({ name, cents }) => `<li>${name}: ${(cents / 100).toFixed(2)}</li>`)
  return `<!doctype html><title>${category}</title><ul>${items.join('')}</ul>`
}
