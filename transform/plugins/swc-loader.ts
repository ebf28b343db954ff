/** `use-cache/swc-loader`: `swc-loader` for webpack and Rspack, with the directive compiled first. It takes SWC's options, and ours as `useCache`. */
import { compileFile } from './single-file.ts'
import { transform, type SwcOptions } from './swc.ts'
import { refusal } from './unplugin/browser-guard.ts'

/** The little of a loader's context that is used. */
export interface LoaderContext {
  readonly resourcePath: string
  readonly sourceMap?: boolean
  readonly rootContext?: string
  /** `web` for what runs in browsers only. */
  readonly target?: string
  getOptions(): SwcOptions
  async(): (error: Error | null, code?: string, map?: string) => void
  addDependency(file: string): void
}

/**
 * ```js
 * module: { rules: [{ test: /\.tsx?$/, use: { loader: 'use-cache/swc-loader', options: { jsc: { parser: { syntax: 'typescript' } } } } }] }
 * ```
 */
function swcLoader(this: LoaderContext, source: string, inputMap?: object | string): void {
  const done = this.async()
  void compile(this, source, inputMap, done)
}

async function compile(
  context: LoaderContext,
  source: string,
  inputMap: object | string | undefined,
  done: ReturnType<LoaderContext['async']>,
): Promise<void> {
  const inputSourceMap = typeof inputMap === 'object' ? JSON.stringify(inputMap) : inputMap
  try {
    if (context.target === 'web') refuseInBrowser(source, context)
    const { code, map, dependencies } = await transform(source, {
      ...(context.rootContext === undefined ? {} : { cwd: context.rootContext }),
      ...context.getOptions(),
      filename: context.resourcePath,
      sourceMaps: context.sourceMap ?? false,
      ...(inputSourceMap === undefined ? {} : { inputSourceMap }),
    })
    for (const file of dependencies) context.addDependency(file)
    done(null, code, map)
  } catch (error) {
    done(error as Error)
  }
}

function refuseInBrowser(source: string, context: LoaderContext): void {
  const { resourcePath, rootContext = process.cwd() } = context
  const { functions = [] } = compileFile(source, resourcePath, rootContext, context.getOptions().useCache ?? {}) ?? {}
  if (functions.length > 0) throw new Error(refusal(rootContext, resourcePath, functions))
}

const loader: (this: LoaderContext, source: string, inputMap?: object | string) => void = swcLoader

export default loader
