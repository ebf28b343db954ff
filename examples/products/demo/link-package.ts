import { existsSync } from 'node:fs'
import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { app, repository } from './server.ts'

/** What `npm install` makes of `"use-cache": "file:../.."`. */
export async function linkPackage(): Promise<void> {
  if (existsSync(join(app, 'node_modules/use-cache'))) return
  await mkdir(join(app, 'node_modules'), { recursive: true })
  await symlink(repository, join(app, 'node_modules/use-cache'), 'junction')
}
