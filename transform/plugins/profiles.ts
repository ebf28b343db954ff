import type { Config } from '../../config/index.ts'

/** The configured profiles as an expression. JSON knows no `Infinity`, and that is how “never” is written. */
export function profilesLiteral(value: unknown): string {
  if (typeof value !== 'object' || value === null)
    return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'undefined')
  return `{ ${Object.entries(value)
    .map(([name, entry]) => `${JSON.stringify(name)}: ${profilesLiteral(entry)}`)
    .join(', ')} }`
}

/** What a compiled module does first, so that the runtime knows the configured profiles before any of its functions is called. */
export function profilesPrelude(profiles: Config['cacheLife'], format: 'esm' | 'commonjs'): string {
  if (profiles === undefined) return ''
  const argument = `{ cacheLife: ${profilesLiteral(profiles)} }`
  return format === 'esm'
    ? `import { configure as $useCacheConfigure } from "use-cache"; $useCacheConfigure(${argument}); `
    : `require("use-cache").configure(${argument}); `
}
