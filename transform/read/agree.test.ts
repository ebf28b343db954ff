/** Three parsers, and two scope analyses that know nothing of each other, must say the same about every module. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { programs } from './fixture-programs.ts'
import { readBabel } from './babel.ts'
import { readOxc } from './oxc.ts'
import { readSwc } from './swc.ts'

describe.each(Object.entries(programs))('%s', (_, table) => {
  const cases = table.map(([code, extension = 'ts']) => ({ code, extension }))

  test.each(cases)('$code', ({ code, extension }) => {
    expectAgreement(code, extension)
  })

  test.each(cases)('$code, behind a byte-order mark, with CRLF and astral characters', ({ code, extension }) => {
    const windows = code.replaceAll('\n', '\r\n')
    expectAgreement(code.startsWith('#!') ? `\uFEFF${windows}` : `\uFEFF/* é 😀 */ ${windows} /* 漢字 */`, extension)
  })

  test.each(cases)('$code, in a module with the directive', ({ code, extension }) => {
    const [hashbang] = /^(?:#!.*\n?)?/.exec(code)!
    const line = hashbang === '' || hashbang.endsWith('\n') ? hashbang : `${hashbang}\n`
    expectAgreement(`${line}'use cache';${code.slice(hashbang.length)}`, extension)
  })
})

describe('fixtures', () => {
  test.each(globSync('fixtures/**/input.*'))('%s', (file) => {
    const code = readFileSync(file, 'utf8')
    const babel = readBabel(code, { id: file })
    expect(readSwc(code, { id: file })).toEqual(babel)
    expect(readOxc(code, { id: file })).toEqual(babel)
  })
})

function expectAgreement(code: string, extension: string): void {
  const id = `src/module.${extension}`
  const swc = readSwc(code, { id })
  expect(swc).toHaveProperty('facts')
  const babel = readBabel(code, { id })
  expect(swc).toEqual(babel)
  expect(readOxc(code, { id })).toEqual(babel)
}
