import { expect, test } from 'vitest'
import { testStore } from '../testing.ts'
import { mapData, mapStore } from './fixture-map-store.ts'
import { writeFrame } from './frame.ts'

const data = mapData()

testStore(test, {
  open: () => mapStore(data),
  spoil(key, where) {
    const frame = data.frames.get(key)!
    frame[where === 'start' ? 11 : frame.length - 7]! ^= 1
  },
})

test('has nothing where somebody has written other facts than there can be', () => {
  const data = mapData()
  const store = mapStore(data, () => 0)
  const life = { stale: 0, revalidate: 60, expire: 60 }
  const result = { function: 'a.ts#a', version: 'v', value: new Uint8Array(1), life, tags: [], age: 0 }
  const write = (facts: object): void => {
    data.frames.set('key', writeFrame({ ...result, epoch: 'e', order: 0, ...facts }, 0))
  }
  write({})
  expect(store.get('key')).toMatchObject({ function: 'a.ts#a', version: 'v', life, epoch: 'e', order: 0 })
  const lives = [null, { ...life, stale: '0' }, { ...life, revalidate: null }, { ...life, staleIfError: {} }]
  for (const facts of [
    { function: 1 },
    { version: {} },
    { tags: [null] },
    { epoch: 1 },
    { order: '0' },
    ...lives.map((life) => ({ life })),
  ]) {
    write(facts)
    expect(store.get('key'), JSON.stringify(facts)).toBeUndefined()
    expect([...(store.list() as Iterable<unknown>)]).toEqual([])
  }
})
