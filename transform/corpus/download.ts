import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Source } from './packages.ts'

const cache = resolve(import.meta.dirname, '../../node_modules/.cache/use-cache/corpus')
const run = promisify(execFile)

/** The folder that holds a package as npm published it; what is there already is not asked for again. */
export async function download({ name, version }: Source): Promise<string> {
  const folder = join(cache, `${name.replace('/', '+')}@${version}`)
  if (existsSync(folder)) return folder
  mkdirSync(cache, { recursive: true })
  const scratch = mkdtempSync(join(cache, '.download-'))
  try {
    await run('npm', ['pack', `${name}@${version}`, '--silent', '--ignore-scripts', '--pack-destination', scratch])
    const [archive] = readdirSync(scratch)
    await run('tar', ['xzf', archive!], { cwd: scratch })
    const content = readdirSync(scratch).find((entry) => entry !== archive)
    renameSync(join(scratch, content!), folder)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  return folder
}
