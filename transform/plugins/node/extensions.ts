/** Modules that are required beside tsx, which reads files itself and asks none of Node's hooks. */
import { readFileSync } from 'node:fs'
import { createRequire, type LoadHookSync } from 'node:module'
import { pathToFileURL } from 'node:url'
import { languageOf } from '../../module-id.ts'
import { isWorthCompiling } from '../compile-module.ts'

/** What Node calls to load what is required, by the extension of its file. */
type Extensions = Record<string, (module: Compiling, filename: string) => void>

interface Compiling {
  _compile(source: string, filename: string, format: string | null | undefined): void
}

/** Where somebody else loads what is required, `load` is asked for files with the directive all the same. */
export function loadBesideOthers(load: LoadHookSync): void {
  const extensions = createRequire(import.meta.url).extensions as unknown as Extensions
  // Node itself knows no such file.
  if (!('.tsx' in extensions)) return
  for (const [extension, theirs] of Object.entries(extensions)) {
    if (languageOf(extension) === undefined) continue
    extensions[extension] = (module, filename) => {
      const { source, format } = loaded(filename, load)
      if (typeof source === 'string') module._compile(source, filename, format)
      else theirs(module, filename)
    }
  }
}

/** Without a source where there is nothing to do. */
function loaded(filename: string, load: LoadHookSync): Partial<ReturnType<LoadHookSync>> {
  const file = filename.replace(/\?.*$/, '')
  if (!isWorthCompiling(readFileSync(file, 'utf8'), file)) return {}
  const context = { conditions: ['require'], format: undefined, importAttributes: {} }
  return load(pathToFileURL(file).href, context, () => ({ format: undefined, source: undefined }))
}
