/** Vitest's global set-up of the `services` project: what its tests start has to be installed. */
import { spawnSync } from 'node:child_process'

/** Installs `redis-server` where it is missing and that is possible. */
export function setup(): void {
  if (isThere()) return
  const [update, install] = [['update'], ['install', '-y', '--no-install-recommends', 'redis-server']]
  for (const args of [update, install]) spawnSync('apt-get', args, { stdio: 'ignore' })
  if (isThere()) return
  throw new Error(
    'The tests of the Redis store need redis-server 7: apt-get install redis-server, or brew install redis.',
  )
}

function isThere(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0
}
