import { test } from 'vitest'
import { testStore } from '../testing.ts'
import { mapData, mapStore } from './map.ts'

const data = mapData()

testStore(test, {
  open: () => mapStore(data),
  spoil(key, where) {
    const frame = data.frames.get(key)!
    frame[where === 'start' ? 11 : frame.length - 7]! ^= 1
  },
})
