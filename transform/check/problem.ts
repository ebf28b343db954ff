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

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a link that leads to itself',
  EMFILE: 'too many open files',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EPERM: 'permission denied',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GiB',
  ERR_STRING_TOO_LONG: 'it is too large to be source text',
}
