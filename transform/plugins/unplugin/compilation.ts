/** The little of a compilation that webpack and Rspack both have. */
export interface Compilation {
  readonly modules: Iterable<BundledModule>
  readonly errors: Error[]
  readonly warnings: Error[]
  readonly hooks: {
    readonly finishModules: { tap(name: string, run: (modules: Iterable<BundledModule>) => void): void }
  }
  readonly moduleGraph: { getIssuer(module: BundledModule): BundledModule | null }
}

export interface BundledModule {
  /** `javascript/auto`, `css/module`, … */
  readonly type: string
  readonly resource?: string
  /** Modules that were put into one. */
  readonly modules?: readonly BundledModule[]
  originalSource(): { source(): string | Buffer } | null
}
