/** Writes `docs/codes` anew: `npm run docs`. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pages } from './pages.ts'

const folder = join(import.meta.dirname, 'codes')

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)
for (const [name, text] of pages()) writeFileSync(join(folder, name), text)
console.log(`docs/codes: ${pages().size} pages.`)
