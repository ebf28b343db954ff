import { type Making, never } from '../../runtime/handler.ts'

/** An answer holds for as long as its route says, and no longer than what it was made of; where something has to be looked at again, for a year at most. */
export function limitLife(making: Making, revalidate: number | false | undefined): void {
  if (typeof revalidate === 'number') making.absorb({ life: { stale: never, revalidate, expire: never }, tags: [] })
  const { life } = making
  if (life.revalidate < never && life.expire >= never)
    making.absorb({ life: { ...life, expire: Math.max(year, life.revalidate) }, tags: [] })
}

const year = 31_536_000
