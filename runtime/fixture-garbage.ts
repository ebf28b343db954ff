import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Collects everything that nobody can reach any more. */
export async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  // Weak references hold their target until the task is over.
  await new Promise((resolve) => setTimeout(resolve))
  collect()
}
