/** What Vite's module ids say: a path, perhaps a query. */

/** Modules that the compiler reads. */
export const source: RegExp = /^[^?#\0]+\.(?:[cm]?[jt]s|[jt]sx)(?:$|\?)/

/** Imports of a file's text or of its address. */
export const notSource: RegExp = /[?&](?:raw|url)(?:&|$)/

export function pathOf(id: string): string {
  return id.replace(/[?#].*$/, '')
}
