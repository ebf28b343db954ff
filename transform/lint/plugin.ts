import { catalogue } from '../report/catalogue.ts'
import type { DiagnosticCode } from '../report/diagnostic.ts'
import { version } from '../version.ts'
import { ruleOf, type LintRule } from './rule.ts'

/** A plugin as ESLint's flat config and oxlint's `jsPlugins` take it. */
export interface LintPlugin {
  readonly meta: { readonly name: string; readonly namespace: string; readonly version: string }
  /** One rule per code, of the same name. */
  readonly rules: Record<DiagnosticCode, LintRule>
  readonly configs: {
    /** All rules, at the severity of their codes. */
    readonly recommended: LintConfig
  }
}

/** An entry of ESLint's flat config. */
export interface LintConfig {
  readonly name: string
  readonly plugins: Record<string, LintPlugin>
  readonly rules: Record<`use-cache/${DiagnosticCode}`, 'error' | 'warn'>
}

/**
 * One rule per code of the compiler.
 *
 * ```js
 * // eslint.config.js
 * import useCache from 'use-cache/lint'
 *
 * export default [useCache.configs.recommended]
 * ```
 */
export const plugin: LintPlugin = {
  // ESLint's own cache of results goes by the version.
  meta: { name: 'use-cache', namespace: 'use-cache', version: version() },
  rules: mapCodes((code) => [code, ruleOf(code)]),
  configs: {
    get recommended() {
      return recommended
    },
  },
}

const recommended: LintConfig = {
  name: 'use-cache/recommended',
  plugins: { 'use-cache': plugin },
  rules: mapCodes((code) => [`use-cache/${code}`, catalogue[code].severity === 'error' ? 'error' : 'warn']),
}

function mapCodes<Name extends string, Value>(entryOf: (code: DiagnosticCode) => [Name, Value]): Record<Name, Value> {
  const codes = Object.keys(catalogue) as DiagnosticCode[]
  return Object.fromEntries(codes.map(entryOf)) as Record<Name, Value>
}
