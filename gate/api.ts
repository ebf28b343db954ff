/**
 * Compares the public API of `dist/` with `snapshots/api`: `node gate/api.ts`. With `--update` it takes over what changed.
 *
 * Entries only re-export, so the modules that they re-export from are part of the snapshot, one by one.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { snapshotFiles } from 'tsnapi'
import manifest from '../package.json' with { type: 'json' }

const root = resolve(import.meta.dirname, '..')
const recorded = 'snapshots/api'
const current = 'node_modules/.cache/use-cache/api'
const reExport = /^export (?:type )?(?:\*|\{[^}]*\}) from ['"](\.[^'"]+)['"]/gm

const entries = Object.values(manifest.exports).flatMap((target) => (typeof target === 'string' ? [] : [target.types]))
const modules = new Set(entries.flatMap((entry) => [...publicModules(join(root, entry))]))
const files = [...modules].map((dts) => {
  const module = dts.slice(0, -'.d.ts'.length)
  return { name: module.slice(join(root, 'dist/').length), runtime: `${module}.js`, dts }
})

// Into an empty folder: over an older snapshot tsnapi would write as well, and so pass at its second run.
rmSync(join(root, current), { recursive: true, force: true })
await snapshotFiles(files, root, { outputDir: current, header: false })

if (process.argv.includes('--update')) {
  rmSync(join(root, recorded), { recursive: true, force: true })
  cpSync(join(root, current), join(root, recorded), { recursive: true })
} else if (
  spawnSync('git', ['diff', '--no-index', '--', recorded, current], { cwd: root, stdio: 'inherit' }).status !== 0
) {
  console.error(`The public API is not the one in ${recorded}. If it is meant to change: node gate/api.ts --update`)
  process.exitCode = 1
}

/** An entry, and the modules of ours that it re-exports from. */
function* publicModules(file: string): Generator<string> {
  yield file
  for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(reExport)) {
    yield* publicModules(resolve(dirname(file), specifier.replace(/\.[jt]s$/, '.d.ts')))
  }
}
