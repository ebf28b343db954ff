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
