import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { catalogue } from '../transform/report/catalogue.ts'
import { pages } from './pages.ts'

const all = pages()
const folder = join(import.meta.dirname, 'codes')

it('is what the catalogue says; `npm run docs` writes it anew', () => {
  const written = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')] as const)
  expect(new Map(written)).toEqual(all)
})

it('shows for every code what the compiler says about the wrong example, unless that takes two files', () => {
  const silent = Object.keys(catalogue).filter((code) => !all.get(`${code}.md`)?.includes('\n> '))
  expect(silent).toEqual(['route-page-conflict', 'route-duplicate', 'route-invalid-path'])
})

it('shows what a fix makes of the wrong example', () => {
  expect(all.get('not-async.md')).toContain('the wrong example becomes the right one.')
  expect(all.get('handler-directive.md')).toContain('the wrong example becomes\n\n```ts\n')
  expect(all.get('generator.md')).not.toContain('--fix')
})
