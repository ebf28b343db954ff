import { dirname, resolve } from 'node:path'
import { isDependency } from '../module-id.ts'
import { findSource } from '../plugins/node/resolve.ts'
import { projectOf } from '../plugins/node/tsconfig.ts'

/** The project's own file that a specifier means, as TypeScript would find it; undefined for a package. */
export function linkedFile(specifier: string, importer: string): string | undefined {
  const candidates = /^\.\.?(?:\/|$)/.test(specifier)
    ? [resolve(dirname(importer), specifier)]
    : projectOf(importer).aliases(specifier)
  const found = candidates.map((path) => findSource(path, importer)).find((path) => path !== undefined)
  return found !== undefined && isDependency(found) ? undefined : found
}
