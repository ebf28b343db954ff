/** Something that kept a check from doing its work: a file that is not there, a folder that can't be read. Not a finding about the user's code. */
export interface Problem {
  /** What happened, where, and what to do. */
  readonly message: string
  /** A `note` was worked around; an `error` means that something asked for was not done. */
  readonly severity: 'error' | 'note'
}

export function problem(message: string): Problem {
  return { message, severity: 'error' }
}

export function note(message: string): Problem {
  return { message, severity: 'note' }
}

/** Why the file system refused, in words. */
export function refusal(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return reasons[code] ?? (error instanceof Error ? error.message : String(error))
}

/** Why the compiler gave up on a module. It says in a sentence what people can mend (a parser that is not installed); everything else is a mistake of ours. */
export function failure(error: unknown): string {
  if (error instanceof Error && error.constructor === Error) return error.message
  const where = error instanceof Error ? /\n\s+at (.*)/.exec(error.stack ?? '')?.[1] : undefined
  return `the compiler failed (${String(error)}${where === undefined ? '' : ` at ${where}`}). This is a bug in use-cache; please report it with this file.`
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a link that leads to itself',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'its name is too long',
  ENOSPC: 'the system has no more watches (on Linux, raise fs.inotify.max_user_watches) or no more space',
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EPERM: 'permission denied',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GiB',
  ERR_STRING_TOO_LONG: 'it is too large to be source text',
}
