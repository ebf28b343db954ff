import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, test } from 'vitest'
import type { Store } from '../runtime/index.ts'
import { testStore } from '../runtime/testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'use-cache-sqlite-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The store that the page shows is one. */
const page = readFileSync(join(import.meta.dirname, 'stores.md'), 'utf8')
const code = /```ts\n(import \{ DatabaseSync \}[^]*?)```/.exec(page)?.[1] ?? ''
const file = join(folder, 'sqlite-store.ts')
writeFileSync(file, code.replace("'use-cache'", `'${join(import.meta.dirname, '../runtime/store.ts')}'`))
const { sqliteStore } = (await import(pathToFileURL(file).href)) as { sqliteStore: (path: string) => Store }

testStore(test, { open: () => sqliteStore(join(folder, 'results.sqlite')) })
