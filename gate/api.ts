/**
 * Compares the public API with `snapshots/api`: `node gate/api.ts`, after a build. With `--update` it takes over what changed.
 *
 * Entries only re-export, so the modules that they re-export from are part of the snapshot, one by one.
 */
import { globSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { snapshotFiles } from 'tsnapi'
import manifest from '../package.json' with { type: 'json' }

const root = resolve(import.meta.dirname, '..')
const outputDir = 'snapshots/api'
const update = process.argv.includes('--update')

const entries = Object.values(manifest.exports).flatMap((target) => (typeof target === 'string' ? [] : [target.types]))
const modules = [...new Set(entries.flatMap((entry) => [...publicModules(join(root, entry))]))].sort()
const names = modules.map((module) => module.slice(join(root, 'dist/').length, -'.d.ts'.length))

const recorded = globSync('**/*.snapshot.d.ts', { cwd: join(root, outputDir) }).map((file) =>
  file.replace(/\.snapshot\.d\.ts$/, ''),
)
const missing = names.filter((name) => !recorded.includes(name))
const obsolete = recorded.filter((name) => !names.includes(name))

if (update) {
  for (const name of obsolete)
    for (const kind of ['js', 'd.ts']) rmSync(join(root, outputDir, `${name}.snapshot.${kind}`), { force: true })
}
const checked = update ? names : names.filter((name) => recorded.includes(name))
const files = checked.map((name) => ({
  name,
  runtime: join(root, 'dist', `${name}.js`),
  dts: join(root, 'dist', `${name}.d.ts`),
}))
const { diff } = await snapshotFiles(files, root, { outputDir, update, allowBreaking: update, header: false })

const changes = update
  ? []
  : [
      ...missing.map((name) => `new: ${name}`),
      ...obsolete.map((name) => `gone: ${name}`),
      ...(diff === null ? [] : [diff]),
    ]
if (changes.length > 0) {
  console.error(
    `The public API is not the one in ${outputDir}.\n${changes.join('\n')}\nIf it is meant to change, run \`node gate/api.ts --update\` and commit the snapshot.`,
  )
  process.exitCode = 1
} else {
  console.log(`${files.length} public modules are as ${outputDir} says.`)
}

/** An entry, and the modules of ours that it re-exports from. */
function* publicModules(file: string): Generator<string> {
  yield file
  for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(
    /^export (?:type )?(?:\*|\{[^}]*\}) from ['"](\.[^'"]+)['"]/gm,
  )) {
    yield* publicModules(resolve(dirname(file), specifier.replace(/\.[jt]s$/, '.d.ts')))
  }
}
