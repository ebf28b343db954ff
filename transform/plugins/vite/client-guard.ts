import { relative } from 'node:path'
import type { Plugin, Rolldown } from 'vite'
import { transform, type CachedFunction, type TransformOptions } from '../../index.ts'
import { moduleId, pathOf } from '../../module-id.ts'
import { codeFrame, linesOf } from '../../report/format/code-frame.ts'
import { isOwnCode } from '../own-code.ts'
import { namesWithPlaces, reachBrowser, textOf } from '../unplugin/browser-guard.ts'
import { runsOnServer } from './environment.ts'
import { placedIn, report } from './report.ts'

/**
 * Refuses cached functions in what a browser runs. It looks at modules after all other plugins, and in builds at what is left of them in the
 * bundle, so that a framework may first take out its loaders and server functions, and an import that nothing uses is no error.
 */
export function clientGuard(settings: {
  readonly project: { readonly options: Omit<TransformOptions, 'id'> }
}): Plugin {
  return {
    name: 'use-cache:client-guard',
    enforce: 'post',
    applyToEnvironment: (environment) => !runsOnServer(environment),
    transform: {
      filter: { code: 'use cache' },
      handler(code, id) {
        if (this.environment.mode !== 'dev') return
        const importers = [...(this.environment.moduleGraph.getModuleById(id)?.importers ?? [])].flatMap(
          ({ id }) => id ?? [],
        )
        const { root } = this.environment.config
        refuse(this, offences(this, { id, code, exports: [], importers }, settings.project.options, root), root)
      },
    },
    generateBundle(_, bundle) {
      const { root } = this.environment.config
      const modules = Object.values(bundle).flatMap((output) =>
        output.type === 'chunk' ? Object.entries(output.modules) : [],
      )
      const found = modules.flatMap(([id, { code, renderedExports }]) => {
        const info = this.getModuleInfo(id)
        if (code === null || !info?.code?.includes('use cache')) return []
        return offences(
          this,
          { id, code, exports: renderedExports, importers: info.importers },
          settings.project.options,
          root,
        )
      })
      refuse(this, found, root)
    },
  }
}

interface ModuleInClient {
  readonly id: string
  readonly code: string
  /** What the bundle kept of its exports: the bundler drops the directive of a whole module. */
  readonly exports: readonly string[]
  readonly importers: readonly string[]
}

interface Offence {
  readonly file: string
  /** As its author wrote it; undefined for what is no file of its own. */
  readonly text: string | undefined
  readonly functions: readonly CachedFunction[]
  readonly importers: readonly string[]
}

/** What a module brings to the client, by the names and lines that its author gave it. */
function offences(
  context: Rolldown.PluginContext,
  { id, code, exports, importers }: ModuleInClient,
  options: Omit<TransformOptions, 'id'>,
  root: string,
): Offence[] {
  if (isOwnCode(id)) return []
  const left = transform(code, { ...options, id: 'client.js' })
  if (left.functions.length === 0 && left.diagnostics.length === 0 && exports.length === 0) return []
  const file = moduleId(id, root)
  const text = textOf(file)
  const { diagnostics, functions } = transform(text ?? code, { ...options, id: file, root })
  report(context, diagnostics, text ?? code, text !== undefined)
  const names = new Set([...left.functions.map(({ name }) => name), ...exports])
  const named = functions.filter(({ name }) => names.has(name))
  // Bundlers name what has no name of its own.
  const reaching = named.length === 0 && left.functions.length > 0 ? functions : named
  return reaching.length === 0 ? [] : [{ file, text, functions: reaching, importers }]
}

function refuse(context: Rolldown.PluginContext, offences: readonly Offence[], root: string): void {
  const [first] = offences
  if (first === undefined) return
  const { file, text, functions } = first
  const { line, span } = functions[0]!
  context.error({
    ...(text === undefined ? {} : { ...placedIn(text), frame: codeFrame(linesOf(text), span, false) }),
    message: [
      reachBrowser,
      ...offences.map((offence) => describe(offence, root)),
      'Call them on the server (in a route handler, a loader, a server function) and send their results; import their modules from server code only.',
    ].join('\n'),
    id: file,
    loc: { file, line, column: span.start.column },
  })
}

function describe({ file, functions, importers }: Offence, root: string): string {
  return `  ${namesWithPlaces(root, file, functions)}${importers.length === 0 ? '' : `, imported by ${importers.map((id) => relative(root, pathOf(id, root))).join(', ')}`}`
}
