import { glob } from 'tinyglobby'

const names = 'route page favicon robots manifest sitemap icon* apple-icon* opengraph-image* twitter-image*'.split(' ')
const named = new RegExp(String.raw`(?:^|[\\/])(?:${names.join('|').replaceAll('*', String.raw`[^\\/]*`)})\.[^\\/]*$`)

/** The files of an app directory that matter, relative to it. */
export async function servedFilesIn(appDirectory: string): Promise<readonly string[]> {
  const found = await glob(`**/{${names.join(',')}}.*`, { cwd: appDirectory, ignore: ['**/node_modules/**'] })
  return found.toSorted()
}

/** Whether a file is one of them, as far as its name says. */
export function hasServedName(path: string): boolean {
  return named.test(path)
}
