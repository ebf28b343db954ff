import { spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../../../', import.meta.url))

/** A project of a user, in a folder of its own, with the built package in its node_modules. */
export interface HostProject extends AsyncDisposable {
  readonly root: string
  write(files: Readonly<Record<string, string>>): Promise<void>
  remove(file: string): Promise<void>
  /** Runs a process in the project until it ends; `node` is the one that runs the tests. */
  run(command: string, ...args: string[]): Promise<Outcome>
}

export interface Outcome {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Setup {
  readonly files: Readonly<Record<string, string>>
  /** `linked`: a symlink to the repository, as workspaces have it. `installed`: its published files. */
  readonly package?: 'linked' | 'installed'
  /** Packages of the repository's node_modules that the project has as well. */
  readonly dependencies?: readonly string[]
}

export async function hostProject({ files, package: how = 'linked', dependencies = [] }: Setup): Promise<HostProject> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'use-cache-')))
  const modules = join(root, 'node_modules')
  await mkdir(modules)
  if (how === 'linked') await symlink(repository, join(modules, 'use-cache'))
  else await install(join(modules, 'use-cache'))
  for (const name of dependencies) {
    await mkdir(dirname(join(modules, name)), { recursive: true })
    await symlink(join(repository, 'node_modules', name), join(modules, name))
  }
  const project: HostProject = {
    root,
    write: (more) => writeAll(root, more),
    remove: (file) => rm(join(root, file)),
    run: (command, ...args) => run(root, command === 'node' ? process.execPath : command, args),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true, maxRetries: 5 }),
  }
  await project.write({ 'package.json': '{ "type": "module" }', ...files })
  return project
}

async function install(target: string): Promise<void> {
  await mkdir(target)
  await cp(join(repository, 'package.json'), join(target, 'package.json'))
  await cp(join(repository, 'dist'), join(target, 'dist'), { recursive: true })
  await symlink(join(repository, 'node_modules'), join(target, 'node_modules'))
}

async function writeAll(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
}

function run(cwd: string, command: string, args: readonly string[]): Promise<Outcome> {
  const { VITEST: _, NODE_OPTIONS: __, ...inherited } = process.env
  const child = spawn(command, args, { cwd, env: { ...inherited, NO_COLOR: '1', NODE_NO_WARNINGS: '1' } })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk))
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk))
  return new Promise((resolve, reject) =>
    child.on('error', reject).on('close', (status) => resolve({ status, stdout, stderr })),
  )
}
