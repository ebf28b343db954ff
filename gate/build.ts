/** Builds `dist/` with plain `tsc`. `npm run build` always builds; tests that need the built package build it when a source is newer. */
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const inputs = [
  'transform',
  'runtime',
  'routes',
  'config',
  'cli',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
]

if (import.meta.main) process.exitCode = build() ? 0 : 1

/** Builds if a source is newer than `dist/`. */
export function buildWhenStale(): void {
  if (isStale() && !build()) throw new Error('The package does not build: see the errors above.')
}

/** Vitest's global set-up of the `hosts` project. */
export const setup: () => void = buildWhenStale

function build(): boolean {
  const next = join(root, 'dist.next')
  rmSync(next, { recursive: true, force: true })
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', next], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status !== 0) return false
  if (existsSync(join(next, 'cli/bin.js'))) chmodSync(join(next, 'cli/bin.js'), 0o755)
  rmSync(join(root, 'dist'), { recursive: true, force: true })
  renameSync(next, join(root, 'dist'))
  return true
}

function isStale(): boolean {
  const built = statSync(join(root, 'dist'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  return inputs.some((input) => newest(join(root, input)) > built)
}

function newest(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return 0
  if (!found.isDirectory()) return found.mtimeMs
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}
