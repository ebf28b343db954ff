/** One of the threads of a large check. */
import { parentPort, workerData } from 'node:worker_threads'
import { checkModules } from './check-module.ts'
import type { Share } from './check-parallel.ts'

const { tasks, next } = workerData as Share
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's parent has no origin
parentPort!.postMessage(checkModules(tasks, next))
