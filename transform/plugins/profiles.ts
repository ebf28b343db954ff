import type { Config } from '../../config/index.ts'

/** The configured profiles as an expression. JSON knows no `Infinity`, and that is how “never” is written. */
export function profilesLiteral(value: unknown): string {
  if (typeof value !== 'object' || value === null)
    return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'undefined')
  return `{ ${Object.entries(value)
    .map(([name, entry]) => `${JSON.stringify(name)}: ${profilesLiteral(entry)}`)
    .join(', ')} }`
}

/** What of a configuration the runtime has to know. */
export interface RuntimeConfig {
  readonly cacheLife: Config['cacheLife']
  /** The file that says which stores there are; undefined when it names none. A store is no text, so the file goes with the app. */
  readonly storesFile: string | undefined
}

/** What a compiled module does first, so that the runtime knows the configured profiles and stores before any of its functions is called. */
export function runtimePrelude({ cacheLife, storesFile }: RuntimeConfig, format: 'esm' | 'commonjs'): string {
  if (cacheLife === undefined && storesFile === undefined) return ''
  const file = JSON.stringify(storesFile)
  if (format === 'commonjs') {
    const argument = configureArgument({ cacheLife, storesFile }, `(file => file.default ?? file)(require(${file}))`)
    return `require("use-cache").configure(${argument}); `
  }
  const load = storesFile === undefined ? '' : `import $useCacheConfig from ${file}; `
  const argument = configureArgument({ cacheLife, storesFile }, '$useCacheConfig')
  return `${load}import { configure as $useCacheConfigure } from "use-cache"; $useCacheConfigure(${argument}); `
}

/** `config`: an expression for what `storesFile` exports. */
export function configureArgument({ cacheLife, storesFile }: RuntimeConfig, config: string): string {
  const parts = [
    ...(cacheLife === undefined ? [] : [`cacheLife: ${profilesLiteral(cacheLife)}`]),
    ...(storesFile === undefined ? [] : [`stores: ${config}.stores`]),
  ]
  return `{ ${parts.join(', ')} }`
}
