import { describe, expect, test } from 'vitest'
import { transform } from '../index.ts'

/** The names of the functions that are cached in what becomes of a module. */
function compiled(code: string): string[] {
  const { functions, diagnostics } = transform(code, { id: 'a.ts', root: '', kinds: ['tenant'] })
  expect(diagnostics).not.toEqual([])
  return functions.map(({ name }) => name)
}

const imports = `import { cookies } from 'next/headers'; import { cacheLife, revalidateTag } from 'use-cache'\n`

describe('a function with a finding stays as it is, and the others are compiled', () => {
  test.each([
    `'use cache'; await cookies()`,
    `'use cache'; revalidateTag('a', 'max')`,
    `'use cache'; cacheLife('houres')`,
    `'use cache'; 'use cache: remote'`,
    `'use cache'; 'use server'`,
    `'use cache'; 'use cahce'`,
    `'use cache'; 'use cache: redis'`,
    `'use cache'; f(); 'use cache: remote'`,
    `'use cache'; return [1].map(async () => { 'use cache'; return await cookies() })`,
    `'use cache'; return this`,
  ])('%s', (body) => {
    expect(compiled(`${imports}async function f() { ${body} }\nasync function fine() { 'use cache' }`)).toEqual([
      'fine',
    ])
  })
})

test('nothing is compiled for a directive that would cache a handler', () => {
  const code = `'use cache'\nexport const GET = wrap(f)\nexport { GET as get }\nexport async function f() {}\n`
  expect(transform(code, { id: 'app/route.ts', root: '' })).toMatchObject({ code, functions: [] })
})

test.each(["'use client'", "'use cache: remote'", "'use cach'"])(
  "nothing is compiled for a module's directive beside %s",
  (rival) => {
    const code = `'use cache'; ${rival}\nexport async function f() {}\nexport const g = wrap(f)\n`
    expect(transform(code, { id: 'a.ts', root: '' })).toMatchObject({ code, functions: [] })
  },
)
