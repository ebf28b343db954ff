/** Is what we publish right? Packs the package as npm would, and lets each tool have its say, also after another one complained. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { buildWhenStale } from './build.ts'

const root = resolve(import.meta.dirname, '..')
const cache = join(root, 'node_modules/.cache/use-cache')

buildWhenStale()
mkdirSync(cache, { recursive: true })
const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', cache], {
  cwd: root,
  encoding: 'utf8',
})
const [{ filename }] = JSON.parse(packed) as [{ filename: string }]
const tarball = join(cache, filename)

const tools = [
  ['publint', '--strict', tarball],
  ['attw', tarball, '--profile', 'esm-only', '--format', 'table-flipped', '--no-summary'],
  ['knip'],
  [process.execPath, 'gate/api.ts'],
] as const
const complaints = tools.filter(
  ([command, ...args]) => spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status !== 0,
)
if (complaints.length > 0) process.exitCode = 1
