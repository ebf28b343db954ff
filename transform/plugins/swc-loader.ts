/** `use-cache/swc-loader`: `swc-loader` for webpack and Rspack, with the directive compiled first. It takes SWC's options, and ours as `useCache`. */
import { transform, type SwcOptions } from './swc.ts'

/** The little of a loader's context that is used. */
export interface LoaderContext {
  readonly resourcePath: string
  readonly sourceMap?: boolean
  readonly rootContext?: string
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
  const inputSourceMap = typeof inputMap === 'object' ? JSON.stringify(inputMap) : inputMap
  transform(source, {
    ...(this.rootContext === undefined ? {} : { cwd: this.rootContext }),
    ...this.getOptions(),
    filename: this.resourcePath,
    sourceMaps: this.sourceMap ?? false,
    ...(inputSourceMap === undefined ? {} : { inputSourceMap }),
  }).then(
    ({ code, map, dependencies }) => {
      for (const file of dependencies) this.addDependency(file)
      done(null, code, map)
    },
    (error: unknown) => done(error as Error),
  )
}

const loader: (this: LoaderContext, source: string, inputMap?: object | string) => void = swcLoader

export default loader
