/**
 * `npm run demo`: checks this app, shows what the compiler says when the directive stands in a handler, and calls the handlers as a server
 * would. Every number was measured in this run; it fails when one of them is not what a cache must give.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { linkPackage } from './demo/link-package.ts'
import { expect, heading, indented, isColored } from './demo/print.ts'
import { askServer } from './demo/served.ts'
import { app, command, startServer } from './demo/server.ts'

if (existsSync(command)) {
  await linkPackage()
  await checkApp()
  await showMistake()
  await callHandlers()
  await serveApp()
  console.log(process.exitCode ? '' : '\nEverything is as it should be.')
} else {
  console.error('The package is not built yet: run `npm run build` first.')
  process.exitCode = 2
}

async function checkApp(): Promise<void> {
  heading('The app is checked', 'use-cache check')
  const { status, output } = await run(app, command, 'check')
  indented(output)
  expect(status === 0, '`use-cache check` finds nothing wrong')
}

async function showMistake(): Promise<void> {
  heading('A copy with the directive in the handler itself', 'use-cache check')
  const copy = await mkdtemp(join(tmpdir(), 'use-cache-demo-'))
  try {
    await cp(app, copy, { recursive: true, filter: (path) => !path.includes('node_modules') })
    const route = join(copy, 'app/api/products/route.ts')
    const text = await readFile(route, 'utf8')
    await writeFile(route, text.replace(/(?<=function GET.*\{\n)/, "  'use cache'\n"))
    const { status, output } = await run(copy, command, 'check')
    indented(output)
    expect(status === 1 && output.includes('handler-directive'), 'the compiler refuses the directive in a handler')
  } finally {
    await rm(copy, { recursive: true })
  }
}

async function callHandlers(): Promise<void> {
  heading('The handlers are called', 'node --import use-cache/register demo/requests.ts')
  const { status, output } = await run(app, '--import', 'use-cache/register', 'demo/requests.ts')
  console.log(output.trimEnd())
  expect(status === 0, 'every request does what it should')
}

async function serveApp(): Promise<void> {
  heading('The app is built', 'use-cache build')
  const { status, output } = await run(app, command, 'build')
  indented(output)
  expect(status === 0, '`use-cache build` builds the app')
  heading('What was built is served', 'use-cache start')
  const server = startServer('pipe', '--port', '0', '--host', '127.0.0.1')
  try {
    await askServer(await server.url)
  } finally {
    server.stop()
  }
  expect((await server.ended) === 0, 'the server ends when it is told to')
}

function run(cwd: string, ...args: readonly string[]): Promise<{ status: number | null; output: string }> {
  const { NO_COLOR: _, FORCE_COLOR: __, ...inherited } = process.env
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd,
    env: { ...inherited, ...(isColored ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk))
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (status) => resolve({ status, output }))
  })
}
