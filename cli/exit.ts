/** What the process says when it ends. */
export const exitCodes = {
  /** The work was done, and nothing is wrong. */
  clean: 0,
  /** The work was done, and errors were found. */
  errors: 1,
  /** Some of the work could not be done: an option or path that does not exist, a file that can't be read. */
  failed: 2,
} as const

/** A command can't do its work at all. The message goes to stderr, after `error: `; the exit code is `failed`. */
export class Refusal extends Error {}
