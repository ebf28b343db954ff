import { expect, test } from 'vitest'
import { table } from './table.ts'

test('stands under its head, however many rows there are', () => {
  expect(
    table([
      ['route', 'methods', 'file'],
      ['/', 'GET POST'],
      ['/users/[id]', '', 'a.ts'],
    ]),
  ).toBe('route        methods   file\n/            GET POST\n/users/[id]            a.ts')
  expect(table(Array.from({ length: 200_000 }, () => ['/', 'GET']))).toHaveLength(200_000 * '/  GET\n'.length - 1)
})

test('no path, tag or file steers the terminal', () => {
  expect(
    table([
      ['route', 'tags'],
      ['/a', 'b\u001b[2J\nc'],
    ]),
  ).toBe('route  tags\n/a     b·[2J·c')
})
