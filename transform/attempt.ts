/**
 * The words of the directive, at the price of a string search: what may be one, and what looks like an attempt at one.
 * Precise judgement is `decide/directive.ts`; these two only decide what is worth a closer look.
 */

/**
 * True if there may be something to say or to do about a module: its text may hold the directive (or something that somebody meant as it) or calls
 * `cacheLife`, `cacheTag`, or its name is that of a route file. All others leave at the door.
 */
export function isWorthReading(text: string, path: string): boolean {
  return worthReading.test(text) || routeFile.test(path)
}

/**
 * What begins like the directive: `use` and something like `cache`, or something like `use` and `cache`. Every string that is one edit away from
 * `use cache` does, `use client` does not.
 */
const attempt =
  /\s*[^\w'"`]?(?:use(?:[^\w'"`]{1,3}(?:c(?!lient\b)|\w{0,6}ache|acche|\w+[^\w'"`]+cache)|c ache|cach)|[^'"`]?(?:us|u[^'"`]?[es]|s[^'"`]?e)[^'"`]{0,4}cache)/
    .source

/** The same question to a bundler's hook filter: a module is worth reading if one of the two matches. */
export const worthReading: RegExp = new RegExp(`['"\`]${attempt}|\\bcache(?:Life|Tag)\\b`, 'i')
/** What route files are called. Whether their folder makes them route files is for `isRouteFile` of `decide/routes.ts` to say, which knows the app directory. */
export const routeFile: RegExp = /(?:^|[\\/])route\.(?:tsx?|jsx?|mts|mjs)$/

/** True if a string that stands as a statement looks like an attempt at the directive. */
export function resemblesDirective(text: string): boolean {
  return beginsLikeIt.test(text)
}

const beginsLikeIt = new RegExp(`^${attempt}`, 'i')
