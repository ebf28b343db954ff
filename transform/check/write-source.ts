import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { refusal } from './problem.ts'
import { readSource } from './read-source.ts'

/** Why a file must not or cannot be changed; undefined if it can. */
export function whyNotWritable(path: string): string | undefined {
  const reading = readSource(path)
  if ('refusal' in reading) return reading.refusal
  if ('binary' in reading) return 'it is a binary file'
  if (reading.invalid) return 'it is not valid UTF-8, and the bytes that are not would be lost'
  try {
    // Root may write everything; a file without any write permission is meant to stay as it is all the same.
    if ((statSync(path).mode & 0o222) === 0) return 'it is read-only'
    accessSync(path, constants.W_OK)
    return undefined
  } catch (error) {
    return refusal(error)
  }
}

/**
 * Replaces a file's text, which was `before`, in one step: nobody ever sees half of it. Links are followed; permissions and owner stay. Says why if that was not possible; then
 * nothing has changed.
 */
export function writeSource(path: string, before: string, after: string): string | undefined {
  let temporary: string | undefined
  try {
    const target = realpathSync(path)
    const reading = readSource(target)
    if (!('text' in reading) || reading.text !== before) return 'somebody changed it meanwhile'
    const { mode, uid, gid } = statSync(target)
    temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`)
    writeFileSync(temporary, after, { flag: 'wx' })
    if (process.getuid?.() === 0) chownSync(temporary, uid, gid)
    chmodSync(temporary, mode)
    renameSync(temporary, target)
    return undefined
  } catch (error) {
    if (temporary !== undefined) rmSync(temporary, { force: true })
    return refusal(error)
  }
}
