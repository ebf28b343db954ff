import { keyInStore, verdictOn } from '../call/outer.ts'
import type { Link } from '../outer/link.ts'
import type { KeyedQuestion } from './cached-function.ts'
import type { Found } from './explanation.ts'

/** What the store of a kind would say to a call. Undefined: it answers, and has nothing. */
export async function askStore(call: KeyedQuestion, link: Link): Promise<Found | undefined> {
  const { name } = link.store
  const key = await keyInStore(call, link)
  if (key === undefined) return undefined
  const [answer, isKnown] = await Promise.all([link.read('get', () => link.store.get(key)), link.sync()])
  if (answer === undefined || !isKnown) return { outcome: 'miss', reason: 'store-down', store: name }
  const stored = answer.value
  if (stored === undefined) return undefined
  const { age, life, tags, value } = stored
  const kept = { age: Math.round(age), bytes: value.length, life, tags }
  const tagged = verdictOn(stored, link)
  if (tagged === 'expired') return { outcome: 'miss', reason: 'tag-expired', kept, tag: undefined, since: undefined }
  if (age > life.expire * 1000) return { outcome: 'miss', reason: 'expired', kept }
  if (tagged === 'stale' || age > life.revalidate * 1000) return { outcome: 'stale', reason: 'stale', kept }
  return { outcome: 'hit', reason: 'in-store', kept, store: name }
}
