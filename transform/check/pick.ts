import { relative } from 'node:path'
import { isWorthReading } from '../attempt.ts'
import type { ModuleReport, Task } from './check-module.ts'
import type { FoundFiles } from './find-files.ts'
import type { Memory, Seen } from './memory.ts'
import type { Placement } from './placement.ts'
import { note, problem, type Problem } from './problem.ts'
import { readSource } from './read-source.ts'

export interface Picked {
  /** The files that the compiler must look at, largest first, so that threads finish together. */
  readonly tasks: readonly PickedTask[]
  /** What is known of others. */
  readonly reports: readonly ModuleReport[]
  /** How many files could be read. */
  readonly files: number
  /** How many files were not known. */
  readonly fresh: number
  readonly problems: readonly Problem[]
}

export interface PickedTask extends Task {
  readonly bytes: number
  readonly remember: (report: ModuleReport) => void
}

export interface PickOptions {
  readonly place: (path: string) => Placement
  readonly memory: Memory
  readonly unsaved: ReadonlyMap<string, string>
  /** What a file is called in messages. */
  readonly name: (path: string) => string
}

/** Sorts out what leaves at the door, and what is known. */
export function pick(found: FoundFiles, options: PickOptions): Picked {
  const { place, memory } = options
  const tasks: PickedTask[] = []
  const reports: ModuleReport[] = []
  const problems: Problem[] = []
  let readable = 0
  let fresh = 0
  const count = (seen: Omit<Seen, 'report'>): void => {
    if (seen.isReadable) readable++
    problems.push(...seen.problems)
  }
  for (const path of found.files) {
    const placement = place(path)
    const known = memory.recall(path, placement)
    if (known) {
      count(known)
      if (known.report) reports.push(known.report)
      continue
    }
    fresh++
    const keep = memory.open(path, placement)
    const { task, ...seen } = lookAt(path, found.named.has(path), placement, options)
    count(seen)
    if (task) tasks.push({ ...task, remember: (report) => keep({ ...seen, report }) })
    else keep({ ...seen, report: null })
  }
  tasks.sort((a, b) => b.bytes - a.bytes)
  return { tasks, reports, problems, files: readable, fresh }
}

interface Look extends Omit<Seen, 'report'> {
  readonly task?: Omit<PickedTask, 'remember'>
}

function lookAt(path: string, isNamed: boolean, placement: Placement, { unsaved, name }: PickOptions): Look {
  const reading = readSource(path)
  if ('refusal' in reading)
    return { isReadable: false, problems: [problem(`${name(path)}: can't be read: ${reading.refusal}.`)] }
  if ('binary' in reading) {
    const binary = isNamed
      ? problem(`${name(path)}: a binary file, not source text.`)
      : note(`${name(path)}: skipped, it is a binary file.`)
    return { isReadable: false, problems: [binary] }
  }
  const text = unsaved.get(path) ?? reading.text
  if (!isWorthReading(text, relative(placement.root, path))) return { isReadable: true, problems: [] }
  const invalid = note(`${name(path)}: not valid UTF-8; the bytes that are not read as U+FFFD.`)
  return {
    isReadable: true,
    problems: reading.invalid ? [invalid] : [],
    task: { path, ...placement, text, bytes: reading.bytes },
  }
}
