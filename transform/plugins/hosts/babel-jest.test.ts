import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hostProject } from './fixture-project.ts'

const price = `import { cacheTag } from 'use-cache'
let runs = 0
export async function price(id: string): Promise<string> {
  'use cache'
  cacheTag('prices')
  return \`\${id} \${++runs}\`
}
`
const tests = `import { updateTag } from 'use-cache'
import { testCache } from 'use-cache/testing'
import { price } from './price.ts'

test('is cached until it is invalidated', async () => {
  using cache = testCache()
  expect([await price('tea'), await price('tea'), await price('mint')]).toEqual(['tea 1', 'tea 1', 'mint 2'])
  await updateTag('prices')
  expect(await price('tea')).toBe('tea 3')
  expect(cache.countsOf(price)).toMatchObject({ hits: 1, misses: 3 })
})
`
const dependencies = ['@babel/core', '@babel/preset-env', '@babel/preset-typescript', 'babel-jest', 'jest']
const jestConfig = {
  transform: { '\\.ts$': 'babel-jest' },
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: 'node',
}
const babelConfig = {
  presets: [['@babel/preset-env', { targets: { node: 'current' }, modules: false }], '@babel/preset-typescript'],
  plugins: [['use-cache/babel', { manifest: 'coverage' }]],
}

test('tests of cached functions run in Jest with babel-jest', { timeout: 60_000 }, async () => {
  await using project = await hostProject({
    files: {
      'jest.config.json': JSON.stringify(jestConfig),
      'babel.config.json': JSON.stringify(babelConfig),
      'src/price.ts': price,
      'src/price.test.ts': tests,
    },
    dependencies,
  })
  const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--ci', '--no-cache']
  const { status, stdout, stderr } = await project.run('node', ...jest)
  expect(status, stdout + stderr).toBe(0)
  expect(stderr).toContain('1 passed')
  const manifest = readFileSync(join(project.root, 'coverage/use-cache.manifest.json'), 'utf8')
  expect(JSON.parse(manifest)).toMatchObject({ functions: [{ id: 'src/price.ts#price', line: 3, parameters: 1 }] })
  await project.write({ 'src/price.ts': price.replace('async ', '').replace('Promise<string>', 'unknown') })
  const refused = await project.run('node', ...jest)
  expect(refused.status).toBe(1)
  expect(refused.stderr).toContain('not-async')
})
