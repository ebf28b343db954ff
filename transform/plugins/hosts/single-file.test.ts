import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { hostProject, type HostProject } from './fixture-project.ts'

const names = ['a', 'b', 'c', 'd', 'e', 'f']
const cached = (name: string): string => `export async function ${name}() { 'use cache'; return 1 }`
const compile = `import { readFileSync } from 'node:fs'
import { transformSync } from 'use-cache/swc'
for (const name of process.argv.slice(2)) {
  const filename = import.meta.dirname + '/src/' + name + '.js'
  transformSync(readFileSync(filename, 'utf8'), { filename, cwd: import.meta.dirname, swcrc: false, useCache: { manifest: 'dist' } })
}`

function manifestOf({ root }: HostProject): string[] {
  const text = readFileSync(join(root, 'dist/use-cache.manifest.json'), 'utf8')
  return (JSON.parse(text) as { functions: { id: string }[] }).functions.map(({ id }) => id)
}

it('several processes write one manifest, and say what they compiled', async () => {
  await using project = await hostProject({
    files: { 'compile.js': compile, ...Object.fromEntries(names.map((name) => [`src/${name}.js`, cached(name)])) },
  })
  const outcomes = await Promise.all(names.map((name) => project.run('node', 'compile.js', name)))
  expect(outcomes.map(({ status }) => status)).toEqual(names.map(() => 0))
  expect(manifestOf(project)).toEqual(names.map((name) => `src/${name}.js#${name}`))

  await project.write({ 'src/a.js': cached('a').replace("'use cache'; ", ''), 'src/b.js': cached('other') })
  await project.remove('src/c.js')
  const { stderr } = await project.run('node', 'compile.js', 'a', 'b')
  expect(manifestOf(project)).toEqual(['src/b.js#other', 'src/d.js#d', 'src/e.js#e', 'src/f.js#f'])
  expect(stderr).toBe('use-cache: 4 functions cached in 4 modules\n')
})
