import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { infoFile } from './build-info.ts'
import { Refusal } from './exit.ts'

/**
 * The folder that a build goes to. Throws a `Refusal` for one in which there is something else: it is emptied. `appDirectory` and `out` are relative to `root`.
 */
export function buildFolder(root: string, appDirectory: string, out: string): string {
  const target = resolve(root, out)
  const emptied = `--out ${out}: the folder is emptied by each build`
  if (holds(target, root)) throw new Refusal(`${emptied}, so it cannot be the app's own. Use a folder such as dist.`)
  if (holds(join(root, appDirectory), target))
    throw new Refusal(
      `--out ${out}: what is built would be among the routes in ${appDirectory}. Use a folder such as dist.`,
    )
  if (!isOurs(target))
    throw new Refusal(`${emptied}, and holds files that no build has written. Remove them, or use another folder.`)
  return target
}

/** Makes it empty, but for the mark by which the next build knows that it may do so again. */
export async function emptyBuildFolder(target: string): Promise<void> {
  await rm(target, { recursive: true, force: true })
  await mkdir(target, { recursive: true })
  await writeFile(join(target, infoFile), '{ "format": 1 }\n')
}

function holds(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/** Whether nothing is there, or what a build has left there, be it whole or not. */
function isOurs(target: string): boolean {
  if (!existsSync(target)) return true
  try {
    if (readdirSync(target).length === 0) return true
    const info = JSON.parse(readFileSync(join(target, infoFile), 'utf8')) as { readonly format?: unknown } | null
    return typeof info?.format === 'number'
  } catch {
    return false
  }
}
