import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, test } from 'vitest'
import { testStore } from '../../testing.ts'
import { lmdbStore } from './index.ts'
import { openDatabase } from './database.ts'

const path = mkdtempSync(join(tmpdir(), 'use-cache-lmdb-'))
afterAll(() => rmSync(path, { recursive: true }))

testStore(test, {
  open: () => lmdbStore({ path }),
  async spoil(key, where) {
    const { entries } = openDatabase(path)
    const frame = Buffer.from(entries.getBinary(key)!)
    frame[where === 'start' ? 11 : frame.length - 7]! ^= 1
    await entries.put(key, frame)
  },
})
