/** What Node gets to run for a file: the directive compiled, types and JSX taken out, one source map for both. */
import { readFileSync } from 'node:fs'
import type { LoadFnOutput, LoadHookSync } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import remapping from '@jridgewell/remapping'
import { isWorthReading, type SourceMap, type TransformOptions, type Versioning } from '../../index.ts'
import { isDependency } from '../../module-id.ts'
import { isWorthCompiling } from '../compile-module.ts'
import { throwErrors } from '../findings-thrown.ts'
import { inlineMap } from '../inline-map.ts'
import { isOwnCode } from '../own-code.ts'
import { versionedTransform, type VersionedTransform } from '../versioned.ts'
import { textOf, withOwnRequire } from './own-require.ts'
import { declaredFormat } from './package.ts'
import { hasModuleSyntax, isScript, toJavaScript } from './swc.ts'

type Format = 'module' | 'commonjs'

/** What holds for all modules of the process. */
interface Project {
  readonly options: Omit<TransformOptions, 'id' | 'format' | 'root' | 'version'>
  readonly transform: VersionedTransform
}

export function createLoad(
  root: string,
  options: Project['options'],
  versioning: Versioning = 'content',
): LoadHookSync {
  const project = { options, transform: versionedTransform(root, versioning) }
  return (url, context, nextLoad) =>
    withOwnRequire(
      load(url, project, () => nextLoad(url, context)),
      context.conditions,
    )
}

function load(url: string, project: Project, byNode: () => LoadFnOutput): LoadFnOutput {
  const file = url.startsWith('file:') ? fileURLToPath(url) : ''
  if (/\.(?:[cm]?ts|tsx|jsx)$/.test(file) && !isDependency(file)) return loadTypeScript(file, project)
  if (!/\.[cm]?js$/.test(file) || isOwnCode(file)) return byNode()
  return loadJavaScript(file, project, byNode())
}

function loadTypeScript(file: string, project: Project): LoadFnOutput {
  const text = readFileSync(file, 'utf8')
  const format = declaredFormat(file) ?? (hasModuleSyntax(text, file) ? 'module' : 'commonjs')
  const cached = isWorthReading(text, file) ? compile(text, file, project, format) : undefined
  const { code, map } = toJavaScript(cached?.code ?? text, file, format)
  return {
    format,
    source: withMap(code, cached?.map ? remapping([map, cached.map.toString()], () => null) : JSON.parse(map), file),
    shortCircuit: true,
  }
}

function loadJavaScript(file: string, project: Project, loaded: LoadFnOutput): LoadFnOutput {
  const text = loaded.source == null ? readFileSync(file, 'utf8') : textOf(loaded.source)
  if (!isWorthCompiling(text, file)) return loaded
  const format: Format = declaredFormat(file) ?? (isScript(text) ? 'commonjs' : 'module')
  const { code, map } = compile(text, file, project, format)
  return map === null ? loaded : { format, source: withMap(code, map, file), shortCircuit: true }
}

function compile(
  text: string,
  file: string,
  { options, transform }: Project,
  declared: Format,
): { readonly code: string; readonly map: SourceMap | null } {
  const format = declared === 'module' ? 'esm' : 'commonjs'
  const { code, map, diagnostics } = transform.sync(text, { ...options, id: file, format })
  throwErrors(diagnostics, text)
  return { code, map }
}

function withMap(code: string, map: object, file: string): string {
  const json = JSON.stringify({ ...map, sources: [pathToFileURL(file).href] })
  return `${code}\n${inlineMap(json)}\n`
}
