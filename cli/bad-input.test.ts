/** What no person writes, and some file holds all the same: an answer or a clear finding, never a crash or a hang. */
import { expect, it } from 'vitest'
import { project } from './fixture-project.ts'

const notAsync = "export function f() { 'use cache' }\n"
const cached = "export async function g() { 'use cache' }\n"
const comment = `// ${'-'.repeat(10_000)}\n`
const loneSurrogate = Buffer.from([0xed, 0xa0, 0x80])

const blanks = ' '.repeat(100_000)

const files: Readonly<Record<string, string | Uint8Array>> = {
  'app/route.ts': `export async function GET(_: Request, { params }: { params: Promise<A>;${blanks}b: 1 } & B) { 'use cache'; return Response.json(await params) }\n`,
  'deep-blocks.ts': nest('{', '', '}'),
  'deep-functions.ts': nest('async () => {', "'use cache'", '}'),
  'deep-arrays.ts': `${cached}x = ${nest('[', '', ']')}`,
  'deep-classes.ts': `${cached}x = ${nest('class extends (', 'A', ') {}')}`,
  'fine.ts': cached,
  'many-lines.ts': `${'f(1)\n'.repeat(100_000)}${notAsync}`,
  'mixed-line-ends.ts': `a()\r\nb()\rc()\n\u2028d()\u2029\r\n${notAsync}`,
  'nul-as-code.ts': `${comment}\0 'use cache'\n`,
  'nul-in-string.ts': `${comment}f('\\0 and \0')\n${notAsync}`,
  'surrogate-in-bytes.ts': Buffer.concat([Buffer.from("f('"), loneSurrogate, Buffer.from(`')\n${notAsync}`)]),
  'surrogate-in-escapes.ts': `f('\\ud800', /\\ud800/u, \`\\udc00\`)\n${notAsync}`,
}

it.each(['babel', 'swc', 'oxc'])('has an answer to every file with %s', { timeout: 120_000 }, async (parser) => {
  const { run } = project(files)
  const { stdout, stderr, exitCode } = await run('check', '--parser', parser, '--format', 'unix')
  const found = stdout
    .split('\n')
    .flatMap((line) => /^([^:]+:\d+:\d+): .*\[(.*)]$/.exec(line)?.slice(1, 3).join(' ') ?? [])
  expect(found).toEqual([
    'app/route.ts:1:100086 error/handler-directive',
    'deep-arrays.ts:1:1 error/syntax-error',
    'deep-classes.ts:1:1 error/syntax-error',
    'deep-functions.ts:1:1 error/syntax-error',
    'many-lines.ts:100001:23 error/not-async',
    'mixed-line-ends.ts:7:23 error/not-async',
    'nul-as-code.ts:2:1 error/syntax-error',
    'nul-in-string.ts:3:23 error/not-async',
    'surrogate-in-bytes.ts:2:23 error/not-async',
    'surrogate-in-escapes.ts:2:23 error/not-async',
  ])
  expect(stderr).toMatch(/^note: surrogate-in-bytes\.ts: not valid UTF-8[^\n]*\n$/)
  expect(exitCode).toBe(1)
})

function nest(open: string, inside: string, close: string): string {
  return `${open.repeat(5000)}${inside}${close.repeat(5000)}\n`
}
