export const asked: string[] = []

export async function ask(currency: string): Promise<number> {
  asked.push(currency)
  return currency === 'CHF' ? 1.05 : 1
}
