import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildFolder, emptyBuildFolder } from './build-folder.ts'
import { readBuildInfo } from './build-info.ts'
import { project } from './fixture-project.ts'

const { folder } = project({
  'src/app/a/route.ts': '',
  'lib/shop.ts': '',
  'other/use-cache.json': '"of somebody else"',
  file: '',
})

test.each(['.', '..', 'src', 'src/app', 'src/app/dist', 'lib', 'lib/..', 'other', 'file'])(
  'a build does not go to %s, which it would empty or fill with routes',
  (out) => {
    expect(() => buildFolder(folder, 'src/app', out)).toThrow(/^--out /)
  },
)

test('it goes to a new folder, and to that of a build again, also of one that has failed', async () => {
  const target = join(folder, 'dist')
  expect(buildFolder(folder, 'src/app', 'dist')).toBe(target)
  expect(existsSync(target)).toBe(false)
  await emptyBuildFolder(target)
  expect(() => readBuildInfo(target, 'dist')).toThrow('dist: the build was not finished.')
  expect(buildFolder(folder, 'src/app', './dist')).toBe(target)
  expect(readdirSync(target)).toEqual(['use-cache.json'])
})
