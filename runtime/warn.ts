/** A warning of the process. `code`: for those who filter by it. Not every runtime has such a thing. */
export function warn(text: string, code?: string): void {
  globalThis.process?.emitWarning?.(text, { type: 'UseCacheWarning', ...(code === undefined ? {} : { code }) })
}
