import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

const run = promisify(execFile)

test('two copies in one process say so once, keep results apart, and share invalidations', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'use-cache-copies-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const copies = ['one', 'two', 'three'].map((name) => join(folder, name, 'runtime'))
  for (const copy of copies) await cp(import.meta.dirname, copy, { recursive: true })
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  await writeFile(
    join(folder, 'app.js'),
    `const [one, two] = await Promise.all(${JSON.stringify(copies)}.map((copy) => import(copy + '/index.ts')))
    await import(${JSON.stringify(`${copies[0]}/index.ts?again`)})
    let runs = 0
    const [first, second] = [one, two].map(({ cache }) => cache(async () => ++runs, { tags: ['t'] }))
    const answers = []
    const ask = async () => answers.push([await first(), await second()])
    await ask()
    await ask()
    await one.updateTag('t')
    await ask()
    await two.revalidateTag('t')
    await ask()
    console.log(JSON.stringify(answers))`,
  )
  const { stdout, stderr } = await run(process.execPath, [join(folder, 'app.js')])
  expect(JSON.parse(stdout)).toEqual([
    [1, 2],
    [1, 2],
    [3, 4],
    [5, 6],
  ])
  expect(stderr.match(/USE_CACHE_COPIES/g)).toHaveLength(1)
  expect(stderr).toContain(`loaded twice in this process: from ${join(folder, 'one')} and from ${join(folder, 'two')}.`)
  expect(stderr).toContain('npm ls use-cache')
})
