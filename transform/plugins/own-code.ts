import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const home = fileURLToPath(new URL('../../', import.meta.url))
const parts = ['transform', 'runtime', 'routes', 'config', 'cli'].map((part) => join(home, part) + sep)

/** True for this package's own modules: they speak of the directive on every page and hold none. */
export function isOwnCode(file: string): boolean {
  return file.startsWith(home) && parts.some((part) => file.startsWith(part))
}
