import { describe, expect, it } from 'vitest'
import { notAsync, project } from './fixture-project.ts'

const tenant = "export async function getPlan() {\n  'use cache: tenant'\n  return 1\n}\n"
const profile =
  "import { cacheLife } from 'use-cache'\nexport async function getPrice() {\n  'use cache'\n  cacheLife('prices')\n  return 1\n}\n"

describe.concurrent('use-cache.config on the command line', () => {
  it('holds for check and transform, each project by its own', async () => {
    const { run } = project({
      'package.json': '{}',
      'use-cache.config.ts': "export default { kinds: ['tenant'], cacheLife: { prices: { expire: 60 } } }",
      'src/plan.ts': tenant,
      'src/price.ts': profile,
      'other/package.json': '{}',
      'other/plan.ts': tenant,
    })
    const checked = await run('check', '--format=unix')
    expect(checked.stdout).toMatch(/^other\/plan\.ts:2:3: .*unknown-kind/)
    expect(checked.stdout).not.toContain('src/')
    expect(await run('transform', 'src/plan.ts')).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it('gives way to flags', async () => {
    const { run } = project({
      'package.json': '{}',
      'use-cache.config.json': '{ "kinds": ["other"] }',
      'plan.ts': tenant,
    })
    expect(await run('check')).toMatchObject({ exitCode: 1 })
    expect(await run('check', '--kinds', 'tenant')).toMatchObject({ exitCode: 0 })
  })

  it('demotes and removes findings by their codes', async () => {
    const files = { 'package.json': '{}', 'price.ts': notAsync }
    const off = await project({ ...files, 'use-cache.config.json': '{ "severities": { "not-async": "off" } }' }).run(
      'check',
    )
    expect(off.stdout).toContain('no errors, no warnings.')
    expect(off.exitCode).toBe(0)
    const demoted = project({ ...files, 'use-cache.config.json': '{ "severities": { "not-async": "warning" } }' })
    const checked = await demoted.run('check')
    expect(checked.stdout).toContain('price.ts:2:3  warning  not-async')
    expect(checked.exitCode).toBe(0)
    const compiled = await demoted.run('transform', 'price.ts')
    expect(compiled).toMatchObject({ exitCode: 0, stdout: notAsync })
  })

  it('is an error with its path when it is wrong', async () => {
    const { run } = project({
      'package.json': '{}',
      'use-cache.config.ts': "export default { severities: { 'not-asinc': 'off' } }",
      'price.ts': notAsync,
    })
    expect(await run('check')).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'error: use-cache.config.ts: severities.not-asinc: there is no such code (did you mean not-async?)\n',
    })
  })
})
