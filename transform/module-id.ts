/**
 * What ids of modules say. A file has its path, perhaps with a query: `/app/src/x.ts?v=1`; in a path, `#` and `?` are letters like others. What is no file has any name:
 * `\0virtual:x.ts`. A part of another file says in which language it is: `/app/src/x.vue?vue&type=script&lang.ts`.
 */

/** Ids of modules that the compiler reads. */
export const source: RegExp = /\.(?:[cm]?[jt]s|[jt]sx)(?:$|[?&])/

/** Imports of a file's text or of its address. */
export const notSource: RegExp = /[?&](?:raw|url)(?:&|$)/

/** Whether a file is part of a package of somebody else. */
export function isDependency(file: string): boolean {
  return /[\\/]node_modules[\\/]/.test(file)
}

/** An id as the compiler takes it: without a query, unless that says in which language the module is. `folder`: one of the project. */
export function moduleId(id: string, folder: string): string {
  const name = id.replace(/^\0/, '')
  const path = pathOf(name, folder)
  return languageOf(path) === undefined ? name : path
}

/** The id of a module that is in another language than its name says, or says nothing. */
export function inLanguage(id: string, language: string): string {
  return `${id}${id.includes('?') ? '&' : '?'}lang.${language}`
}

/** An id without its query, which begins with a `?` after a file's extension. What it has in common with a folder of the project is no query. */
export function pathOf(id: string, folder: string): string {
  const known = `${folder}/`
  let common = 0
  while (common < known.length && id[common] === known[common]) common++
  const end = /(?<=\.\w+)\?|\?lang\./.exec(id.slice(common))
  return end === null ? id : id.slice(0, common + end.index)
}

/** `ts` of `x.ts`, `x.ts?v=1`, `x.ts#part` and `x.vue?lang.ts`; undefined for what does not say in which language it is. */
export function languageOf(id: string): string | undefined {
  return /\.([cm]?[jt]s|[jt]sx)(?:[?#&][^/]*)?$/.exec(id)?.[1]
}

/** The path that webpack or Rspack mean: the former puts a zero before each `#` of a path, the latter a space of no width. */
export function unescaped(resource: string): string {
  return resource.replace(/[\0\u200b]([^])/g, '$1')
}
