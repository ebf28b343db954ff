/**
 * A name for what a handler hands over, from the route's path, and new to the module: `app/api/products/route.ts` → `getProducts`, or `getProducts2` where that is
 * taken; `getData` where the path names nothing. It counts as taken from then on.
 */
export function helperName(module: string, text: string, taken: Set<string>): string {
  const name = `get${pascalCase(lastFolder(module)) || 'Data'}`
  const isFree = (name: string): boolean => !taken.has(name) && !text.includes(name)
  let free = name
  for (let count = 2; !isFree(free); count++) free = `${name}${count}`
  taken.add(free)
  return free
}

/** The last folder of a route that is part of its URL; groups, parameters, slots and `api` name nothing. */
function lastFolder(module: string): string {
  const folders = /(?:^|\/)app\/(.*)\/route\.[^/]+$/.exec(module)?.[1]?.split('/') ?? []
  return folders.findLast((folder) => /^[a-z][\w-]*$/i.test(folder) && folder !== 'api') ?? ''
}

function pascalCase(words: string): string {
  return words
    .split(/[-_]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')
}
