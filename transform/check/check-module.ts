import { examine, examineOutput } from '../examine.ts'
import type { TransformOptions } from '../options.ts'
import type { TransformResult } from '../result.ts'
import { failure } from './problem.ts'
import { readSource } from './read-source.ts'

/** What holds for all files of a project. */
export type CompilerOptions = Omit<TransformOptions, 'id' | 'root' | 'handlers' | 'format' | 'version'>

/** A file for the compiler to look at. */
export interface Task extends Pick<TransformOptions, 'handlers'> {
  readonly path: string
  readonly root: string
  readonly options: CompilerOptions
  /** What to check instead of the file's own text. */
  readonly text?: string
  /** Whether a build has written the file. */
  readonly isOutput?: boolean
}

export interface ModuleReport extends Pick<TransformResult, 'functions' | 'diagnostics' | 'handlerLinks'> {
  readonly path: string
  /** The module's text if it has findings. */
  readonly text: string | null
  /** Why the compiler could not look at the file. */
  readonly failure: string | null
}

/**
 * Works through tasks that other threads may be working through too: `next[0]` is the index of the first one that nobody has taken.
 * `onTaken` is called with that number before each task.
 */
export function checkModules(
  tasks: readonly Task[],
  next: Int32Array,
  onTaken?: (taken: number) => void,
): ModuleReport[] {
  const reports: ModuleReport[] = []
  for (let index = Atomics.add(next, 0, 1); index < tasks.length; index = Atomics.add(next, 0, 1)) {
    onTaken?.(index)
    reports.push(checkModule(tasks[index]!))
  }
  return reports
}

/** Everything the compiler says about one file. A failure of the compiler is told, not thrown: other files are still checked. */
export function checkModule({ path, root, options, text, handlers = [], isOutput = false }: Task): ModuleReport {
  const nothing = { path, text: null, functions: [], diagnostics: [], handlerLinks: [] }
  const reading = text === undefined ? readSource(path) : { text }
  if ('refusal' in reading) return { ...nothing, failure: `can't be read: ${reading.refusal}` }
  if ('binary' in reading) return { ...nothing, failure: 'became a binary file while it was checked' }
  try {
    const look = isOutput ? examineOutput : examine
    const { functions, diagnostics, handlerLinks } = look(reading.text, { ...options, id: path, root, handlers })
    return {
      path,
      functions,
      diagnostics,
      handlerLinks,
      text: diagnostics.length > 0 ? reading.text : null,
      failure: null,
    }
  } catch (error) {
    return { ...nothing, failure: failure(error) }
  }
}
