import { describe, expect, it } from 'vitest'
import { notAsync, project } from './fixture-project.ts'

const files = {
  'package.json': '{}',
  'use-cache.config.json': '{ "severities": { "not-async": "warning" } }',
  'price.ts': notAsync,
}

describe.concurrent('use-cache check and warnings', () => {
  it('fails beyond --max-warnings', async () => {
    const { run } = project(files)
    expect(await run('check', '--max-warnings', '1')).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await run('check', '--max-warnings', '0')).toMatchObject({
      exitCode: 1,
      stderr: 'error: 1 warning, and --max-warnings allows 0.\n',
    })
    expect(await run('check', '--max-warnings', 'none')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('It must be a whole number, such as 0.') as string,
    })
  })

  it('shows errors only with --quiet, and counts warnings all the same', async () => {
    const { run } = project({
      ...files,
      'bad.ts': "export async function* all() {\n  'use cache'\n}\n",
    })
    const { stdout } = await run('check', '--quiet')
    expect(stdout).toContain('bad.ts:2:3')
    expect(stdout).not.toContain('price.ts')
    expect(stdout).toContain('1 error, 1 warning.')
    expect((await run('check', 'price.ts', '--quiet', '--max-warnings=0')).exitCode).toBe(1)
  })
})
