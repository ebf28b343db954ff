/** Many hunts, several at once. */
import { fork } from 'node:child_process'
import { count, progressLine } from '../../cli/terminal.ts'
import { type HuntOptions, type Kind, kinds } from './hunt.ts'
import type { Message } from './batch.ts'

export interface SearchOptions {
  /** Of the first hunt; the others count on from it. */
  readonly seed: number
  /** How many programs. */
  readonly runs: number
  /** How long, whatever the number of programs. */
  readonly minutes?: number
  /** How many processes. */
  readonly jobs: number
  /** Both take turns if it is left out. */
  readonly kind?: Kind
}

const batchSize = 500
/** Milliseconds; a batch that says nothing for so long has met a program that does not end. */
const patience = 300_000

/** Resolves to what was found, in words; to undefined when everything holds of all programs. */
export async function search(options: SearchOptions): Promise<string | undefined> {
  const { seed, runs, minutes, jobs } = options
  const start = performance.now()
  const isTimeLeft = (): boolean => minutes === undefined || performance.now() - start < minutes * 60_000
  const stop = new AbortController()
  const batches = batchesOf(options)
  const progress = progressLine(process.stderr)
  let done = 0
  let failure: string | undefined
  const work = async (): Promise<void> => {
    while (isTimeLeft() && !stop.signal.aborted) {
      const { value: batch } = batches.next()
      if (batch === undefined) return
      const found = await inProcess(batch, stop.signal, (more) => {
        done += more
        if (!isTimeLeft()) stop.abort()
        progress.show(() => `${count(done, 'program')} since seed ${seed}, ${elapsed(start)}`)
      })
      if (found === undefined) continue
      failure ??= found
      stop.abort()
    }
  }
  await Promise.all(Array.from({ length: Math.min(jobs, Math.ceil(runs / batchSize)) }, work))
  progress.clear()
  if (failure === undefined) console.log(`Everything holds of ${count(done, 'program')} since seed ${seed}.`)
  return failure
}

/** Kinds take turns with each seed. */
function* batchesOf({ seed, runs, minutes, kind }: SearchOptions): Generator<HuntOptions, undefined> {
  const wanted = kind === undefined ? kinds : [kind]
  let left = minutes === undefined ? runs : Infinity
  for (let next = seed; ; next++) {
    for (const kind of wanted) {
      if (left <= 0) return undefined
      yield { kind, seed: next, runs: Math.min(batchSize, left) }
      left -= batchSize
    }
  }
}

/** Resolves to what was found; to undefined also when it is told to stop. */
function inProcess(
  batch: HuntOptions,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<string | undefined> {
  const child = fork(new URL('batch.ts', import.meta.url), { signal, killSignal: 'SIGKILL' })
  return new Promise<string | undefined>((resolve) => {
    let total = 0
    const ended = (how: string) => (): void =>
      resolve(`${how} at one of the first ${total + 10} programs of \`--kind ${batch.kind} --seed ${batch.seed}\`.`)
    let timer = setTimeout(ended('no end came'), patience)
    child.on('message', (message: Message) => {
      if ('failure' in message) return resolve(message.failure ?? undefined)
      clearTimeout(timer)
      timer = setTimeout(ended('no end came'), patience)
      total += message.done
      onProgress(message.done)
    })
    child.on('error', () => resolve(undefined))
    child.on('exit', (code, killer) => {
      clearTimeout(timer)
      ended(`the process ended with ${killer ?? `code ${code}`}`)()
    })
    child.send(batch)
  }).finally(() => child.kill('SIGKILL'))
}

function elapsed(start: number): string {
  const seconds = Math.round((performance.now() - start) / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
