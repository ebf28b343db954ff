/** What ids of modules say. A file has its path, perhaps with a query: `/app/src/x.ts?v=1`. In a path, `#` and `?` are letters like others. */

/** Ids of modules that the compiler reads. */
export const source: RegExp = /\.(?:[cm]?[jt]s|[jt]sx)(?:$|\?)/

/** Imports of a file's text or of its address. */
export const notSource: RegExp = /[?&](?:raw|url)(?:&|$)/

/** An id without its query, which begins with a `?` after a file's extension. What it has in common with a folder of the project is no query. */
export function pathOf(id: string, folder: string): string {
  const known = `${folder}/`
  let common = 0
  while (common < known.length && id[common] === known[common]) common++
  const extension = /\.\w+(?=\?)/.exec(id.slice(common))
  return extension === null ? id : id.slice(0, common + extension.index + extension[0].length)
}

/** `ts` of `x.ts`, `x.ts?v=1` and `x.ts#part`; undefined for what does not say in which language it is. */
export function languageOf(id: string): string | undefined {
  return /\.([cm]?[jt]s|[jt]sx)(?:[?#][^/]*)?$/.exec(id)?.[1]
}

/** The path that webpack or Rspack mean: the former puts a zero before each `#` of a path, the latter a space of no width. */
export function unescaped(resource: string): string {
  return resource.replace(/[\0\u200b]([^])/g, '$1')
}
