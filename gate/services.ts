/** Vitest's global set-up of the `services` project: what its tests start has to be installed. */
import { spawnSync } from 'node:child_process'

/** Programs, with what makes them say that they are there. */
const needed = { 'redis-server': '--version', openssl: 'version' }

/** Installs what is missing, where that is possible. */
export function setup(): void {
  if (missing().length === 0) return
  spawnSync('apt-get', ['update'], { stdio: 'ignore' })
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...missing()], { stdio: 'ignore' })
  if (missing().length === 0) return
  throw new Error(
    `The tests of the Redis store need ${missing().join(' and ')} (Redis 7): apt-get install redis-server openssl, or brew install redis openssl.`,
  )
}

function missing(): string[] {
  return Object.entries(needed).flatMap(([program, question]) =>
    spawnSync(program, [question]).status === 0 ? [] : [program],
  )
}
