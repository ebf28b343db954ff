import { dirname, relative, sep } from 'node:path'
import type { Config } from '../../config/index.ts'
import { abiSpecifier } from '../decide/plan.ts'

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

/**
 * What a compiled module does first, so that the runtime knows the configured profiles and stores before any of its functions is called. It looks for the configuration from where it stands itself, so that its
 * output may go with the configuration to another machine.
 */
export function runtimePrelude(
  { cacheLife, storesFile }: RuntimeConfig,
  module: string,
  format: 'esm' | 'commonjs',
): string {
  if (cacheLife === undefined && storesFile === undefined) return ''
  const file = storesFile === undefined ? '' : JSON.stringify(specifierOf(storesFile, module))
  if (format === 'commonjs') {
    const argument = configArgument({ cacheLife, storesFile }, `(file => file.default ?? file)(require(${file}))`)
    return `require("${abiSpecifier}").applyConfig(${argument}); `
  }
  const load = storesFile === undefined ? '' : `import $useCacheConfig from ${file}; `
  const argument = configArgument({ cacheLife, storesFile }, '$useCacheConfig')
  return `${load}import { applyConfig as $useCacheApply } from "${abiSpecifier}"; $useCacheApply(${argument}); `
}

/** `../use-cache.config.ts` */
function specifierOf(file: string, importer: string): string {
  const path = relative(dirname(importer), file).split(sep).join('/')
  return path.startsWith('.') ? path : `./${path}`
}

/** `config`: an expression for what `storesFile` exports. */
export function configArgument({ cacheLife, storesFile }: RuntimeConfig, config: string): string {
  const parts = [
    ...(cacheLife === undefined ? [] : [`cacheLife: ${profilesLiteral(cacheLife)}`]),
    ...(storesFile === undefined ? [] : [`stores: ${config}.stores`]),
  ]
  return `{ ${parts.join(', ')} }`
}
