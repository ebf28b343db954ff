/** The packages that we are compared with: installed into `bench/node_modules` when a benchmark first asks for one. */
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const folder = import.meta.dirname

/** A package of `bench/package.json`, or a module of one, as `import * as` would give it. */
export async function importPeer<T>(name: string): Promise<T> {
  preparePeers()
  return (await import(name)) as T
}

/** A module that a package does not export. */
export async function importPeerFile<T>(path: string): Promise<T> {
  preparePeers()
  return (await import(pathToFileURL(join(folder, 'node_modules', path)).href)) as T
}

/** Installs them where that was not done yet. */
export function preparePeers(): void {
  if (!isStale()) return
  console.error('Installing what we are compared with …')
  const { status } = spawnSync(
    'npm',
    // Their own peers (react, vite) are not needed, or are those of the project.
    [
      'install',
      '--legacy-peer-deps',
      '--no-package-lock',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ],
    {
      cwd: folder,
      stdio: ['ignore', process.stderr, process.stderr],
    },
  )
  if (status !== 0)
    throw new Error('The packages that we are compared with could not be installed. Is the npm registry within reach?')
}

function isStale(): boolean {
  const modified = (file: string): number => statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0
  return modified('node_modules/.package-lock.json') < modified('package.json')
}
