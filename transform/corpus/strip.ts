import { stripTypeScriptTypes } from 'node:module'
import { SourceTextModule } from 'node:vm'
import { transformSync } from '@swc/core'

/** Takes types and JSX out. Throws where the code is none that the tool knows. */
export function strip(code: string, extension: 'ts' | 'tsx'): string {
  if (extension === 'tsx') {
    const parser = { syntax: 'typescript', tsx: true, decorators: true } as const
    return transformSync(code, { jsc: { parser, target: 'esnext' }, configFile: false, swcrc: false }).code
  }
  try {
    return stripTypeScriptTypes(code)
  } catch (error) {
    // Enums, namespaces and parameter properties are no types.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') throw error
    return stripTypeScriptTypes(code, { mode: 'transform' })
  }
}

/** What the engine says against a module; undefined if nothing. */
export function engineError(code: string): string | undefined {
  try {
    return void new SourceTextModule(code)
  } catch (error) {
    return String(error)
  }
}
