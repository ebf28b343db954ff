import type { InvalidationLog, Store, StoredInfo, StoredResult } from '../store.ts'

/** A key as the runtime makes them, never the same twice. */
export function someKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return Buffer.from(bytes).toString('base64url')
}

/** A tag that nobody else uses. */
export function someTag(): string {
  return `tag ${crypto.randomUUID()}`
}

export function someResult(over: Partial<StoredResult> = {}): StoredResult {
  const life = { stale: 300, revalidate: 60, expire: 3600 }
  const value = new Uint8Array([1, 2, 3, 0, 255])
  return { function: 'src/a.ts#a', version: 'v1', value, life, tags: [], age: 0, epoch: 'one', order: 0, ...over }
}

/** What a log says about one tag. */
export function marksOf(log: InvalidationLog, tag: string | undefined): InvalidationLog['records'][number]['marks'] {
  return log.records.find((record) => record.tag === tag)?.marks ?? []
}

export async function listOf(store: Store): Promise<StoredInfo[]> {
  const listed: StoredInfo[] = []
  for await (const info of store.list()) listed.push(info)
  return listed
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds)
  })
}
