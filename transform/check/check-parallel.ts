import { availableParallelism } from 'node:os'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { checkModules, type ModuleReport, type Task } from './check-module.ts'

/** What each thread knows. */
export interface Share {
  readonly tasks: readonly Task[]
  readonly next: Int32Array
}

/** Below this much source text for each thread, starting the thread takes longer than it saves. */
const worthAThread = 1_000_000

/** Checks modules on as many threads as pay; this one is always among them. */
export async function checkParallel(
  tasks: readonly Task[],
  bytes: number,
  onTaken: (taken: number) => void,
): Promise<ModuleReport[]> {
  const threads = Math.min(availableParallelism(), tasks.length, Math.floor(bytes / worthAThread))
  const share: Share = { tasks, next: new Int32Array(new SharedArrayBuffer(4)) }
  const others = Array.from({ length: threads - 1 }, () => checkElsewhere(share))
  const here = checkModules(tasks, share.next, onTaken)
  return [here, ...(await Promise.all(others))].flat()
}

function checkElsewhere(share: Share): Promise<ModuleReport[]> {
  const worker = new Worker(new URL(`./worker${extname(import.meta.filename)}`, import.meta.url), { workerData: share })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve).once('error', reject)
    worker.once('exit', () => reject(new Error('A thread of the check ended before its work was done.')))
  })
}
