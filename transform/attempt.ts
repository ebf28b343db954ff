/**
 * The words of the directive, at the price of a string search: what may be one, and what looks like an attempt at one.
 * Precise judgement is `decide/directive.ts`; these two only decide what is worth a closer look.
 */

/** True if a module's text may hold the directive, or something that somebody meant as it. Modules without leave at the door. */
export function mayHoldDirective(text: string): boolean {
  return text.includes('use cache') || quotedAttempt.test(text)
}

/** True if a string that stands as a statement looks like an attempt at the directive. */
export function resemblesDirective(text: string): boolean {
  return attempt.test(text)
}

const words = String.raw`\s*(?:use(?:[\s_-]+c(?!lient\b)|cach)|use[\s_-]+\w?ache|[a-z]{2,4}[\s_-]+cache)`
const attempt: RegExp = new RegExp(`^${words}`, 'i')
const quotedAttempt: RegExp = new RegExp(`['"\`]${words}`, 'i')
