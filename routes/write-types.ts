import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { TypeFile } from './typegen.ts'

/** Writes declarations below `root`, and gives the paths of those that have changed. */
export function writeTypes(root: string, files: readonly TypeFile[]): string[] {
  const changed = files.filter(
    ({ path, text }) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text,
  )
  for (const { path, text } of changed) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return changed.map((file) => file.path)
}
