import type { ConfiguredOptions } from '../../../config/compiler-options.ts'
import { modulePath } from '../../decide/identity.ts'
import { transform, type CachedFunction } from '../../index.ts'
import { languageOf } from '../../module-id.ts'

/**
 * Cached functions that are left of a module when all others have done their part. Only modules that do not say in which language they are have any: their text becomes
 * JavaScript after we saw it.
 */
export function uncompiled(id: string, code: string, options: () => ConfiguredOptions): readonly CachedFunction[] {
  return languageOf(id) === undefined && code.includes('use cache')
    ? transform(code, { ...options(), id: 'module.js' }).functions
    : []
}

/** What is said about them. */
export function notice(id: string, functions: readonly CachedFunction[], root: string): string {
  const names = functions.map(({ name }) => name).join(', ')
  return `Not cached, because ${modulePath(id, root)} does not say in which language it is: ${names}. Move them into a file of JavaScript or TypeScript, or give a virtual module such a name (\`virtual:prices.ts\`).`
}
