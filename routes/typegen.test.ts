/** The written declarations, judged by the real compiler over right and wrong handlers. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { scan } from './scan.ts'
import { typesOf, type TypegenOptions } from './typegen.ts'
import { writeTypes } from './write-types.ts'

const repository = resolve(import.meta.dirname, '..')
const projects: string[] = []
afterAll(() => {
  for (const project of projects) rmSync(project, { recursive: true })
})

/** A project with these files and its declarations. Below the repository, so that its packages are found. */
async function project(
  files: Readonly<Record<string, string>>,
  options: TypegenOptions = { aliasNext: true },
): Promise<string> {
  const root = emptyProject()
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  writeTypes(root, typesOf((await scan(root, { load: () => Promise.resolve({}) })).routes, options))
  return root
}

function emptyProject(): string {
  const cache = join(repository, 'node_modules/.cache/use-cache')
  mkdirSync(cache, { recursive: true })
  const root = mkdtempSync(join(cache, 'typegen-'))
  projects.push(root)
  const compilerOptions = {
    target: 'es2024',
    module: 'esnext',
    moduleResolution: 'bundler',
    lib: ['es2024', 'esnext.disposable', 'esnext.iterator', 'esnext.promise'],
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    jsx: 'preserve',
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    types: ['node'],
    paths: {
      'use-cache': [join(repository, 'runtime/index.ts')],
      'use-cache/config': [join(repository, 'config/index.ts')],
      'use-cache/routes': [join(repository, 'routes/index.ts')],
      'use-cache/*': [join(repository, 'routes/*.ts')],
    },
  }
  writeFileSync(join(root, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['**/*.ts', '**/*.tsx'] }))
  return root
}

/** What the compiler finds in the project's own files. */
function findings(root: string): string[] {
  const tsc = join(repository, 'node_modules/typescript/bin/tsc')
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', root, '--pretty', 'false'], {
    cwd: root,
    encoding: 'utf8',
  })
  return stdout.split('\n').filter((line) => line !== '' && !line.startsWith('../'))
}

test('the code of the founding document compiles', async () => {
  const root = emptyProject()
  cpSync(join(repository, 'fixtures/founding-document'), root, { recursive: true })
  writeFileSync(join(root, 'db.d.ts'), 'declare const db: { query(sql: string): Promise<unknown> }\n')
  writeTypes(root, typesOf((await scan(root)).routes, { aliasNext: true }))
  expect(findings(root)).toEqual([])
})

test('the code of the documentation compiles', async () => {
  const blocks = ['route-handlers', 'config'].flatMap((name) => {
    const page = readFileSync(join(repository, `docs/${name}.md`), 'utf8')
    return [...page.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code)
  })
  const files = blocks.map((code, index) => [
    /^\/\/ (app\S+)/.exec(code)?.[1] ?? `block-${index}.ts`,
    `${code}\nexport {}\n`,
  ])
  const root = await project({
    ...Object.fromEntries(files),
    'free.d.ts': `declare const manifest: import('use-cache/routes').Manifest
declare const report: (...what: unknown[]) => void
declare const list: () => Promise<unknown>
declare const add: (what: unknown) => Promise<unknown>
declare const expect: (what: unknown) => { toEqual(other: unknown): void }
`,
    'lib/report.ts': 'export const report = (...what: unknown[]): void => console.error(...what)\n',
  })
  expect(findings(root)).toEqual([])
})

test('params of every kind of segment', async () => {
  const handler = (pattern: string, body: string) =>
    `export async function GET(_: Request, context: RouteContext<'${pattern}'>) {\n${body}\nreturn new Response()\n}\n`
  const root = await project({
    'app/route.ts': handler('/', 'const none: {} = await context.params; none'),
    'app/users/[id]/[post-id]/route.ts': handler(
      '/users/[id]/[post-id]',
      "const { id, 'post-id': post } = await context.params\nconst both: [string, string] = [id, post]; both",
    ),
    'app/(group)/files/[...path]/route.tsx': handler(
      '/files/[...path]',
      'const path: string[] = (await context.params).path; path',
    ),
    'src/x.ts':
      "import type { ParamsOf } from '../.use-cache/types/routes.d.ts'\nexport const docs: ParamsOf<'/docs/[[...path]]'>[] = [{}, { path: ['a'] }]\n",
    'app/docs/[[...path]]/route.mts': handler(
      '/docs/[[...path]]',
      'const path: string[] | undefined = (await context.params).path; path',
    ),
  })
  expect(findings(root)).toEqual([])
})

test('params that are not there, and routes that are not there', async () => {
  const root = await project({
    'app/users/[id]/route.ts': [
      "export async function GET(_: Request, context: RouteContext<'/users/[id]'>) {",
      '  const { name } = await context.params',
      '  return Response.json(name)',
      '}',
      "export async function POST(_: Request, context: RouteContext<'/user/[id]'>) {",
      '  return Response.json(await context.params)',
      '}',
    ].join('\n'),
  })
  expect(findings(root).filter((line) => line.startsWith('app/'))).toEqual([
    expect.stringContaining("app/users/[id]/route.ts(2,11): error TS2339: Property 'name' does not exist"),
    expect.stringContaining(
      'app/users/[id]/route.ts(5,62): error TS2344: Type \'"/user/[id]"\' does not satisfy the constraint \'"/users/[id]"\'',
    ),
  ])
})

test.each([
  ['a result that is no Response', 'export async function GET() { return { hello: 1 } }'],
  [
    'a request of a wrong type',
    'export async function GET(request: { wrong: string }) { return Response.json(request) }',
  ],
  [
    'params of a wrong type',
    'export async function GET(_: Request, context: { params: Promise<{ id: number }> }) { return Response.json(context) }',
  ],
  [
    'params that are no Promise',
    'export async function GET(_: Request, context: { params: { id: string } }) { return Response.json(context) }',
  ],
  [
    'a third argument',
    'export async function GET(_: Request, __: object, third: string) { return Response.json(third) }',
  ],
  ['something that is no function', "export const GET = 'text'"],
  [
    'a result that is no Response, within cors()',
    "import { cors } from 'use-cache/routes'\nexport const { GET } = cors({}, { async GET() { return { hello: 1 } } })",
  ],
  [
    'params of a wrong type, within cors()',
    "import { cors } from 'use-cache/routes'\nexport const { GET } = cors({}, { GET: (_: Request, context: { params: Promise<{ id: number }> }) => Response.json(context) })",
  ],
])('the validator refuses %s', async (_name, source) => {
  const found = findings(await project({ 'app/users/[id]/route.ts': `${source}\n` }))
  expect(found[0]).toMatch(/^\.use-cache\/types\/validator\.ts\(\d+,\d+\): error TS1360: .*users\/\[id\]\/route/)
})

test('the validator accepts whatever works', async () => {
  const root = await project({
    'app/users/[id]/route.ts': [
      "import { NextResponse, type NextRequest } from 'next/server'",
      "import { redirect } from 'next/navigation'",
      "export const dynamic = 'force-dynamic'",
      'export const GET = () => new Response()',
      'export function HEAD(): Response { return new NextResponse() }',
      'export async function POST(request: NextRequest) { return NextResponse.json(request.nextUrl.pathname) }',
      "export async function PUT() { redirect('/x') }",
      'export const PATCH = async (request: Request, { params }: { params: Promise<{ id: string }> }) => Response.json([request.url, await params])',
      'export const DELETE = async (_: unknown, context: { params: Promise<any> }) => Response.json(await context.params)',
      "export async function OPTIONS() { throw new Error('no') }",
    ].join('\n'),
    'app/open/[id]/route.ts': [
      "import { cors } from 'use-cache/routes'",
      'export const { GET, POST, PUT, OPTIONS } = cors({}, {',
      "  async GET(_: Request, { params }: RouteContext<'/open/[id]'>) { return Response.json(await params) },",
      '  POST: (request) => Response.json(request.nextUrl.pathname),',
      "  async PUT() { throw new Error('no') },",
      '})',
    ].join('\n'),
    'app/own/route.ts': [
      "import { cors } from 'use-cache/routes'",
      'export const { OPTIONS } = cors({}, { OPTIONS: async () => new Response() })',
    ].join('\n'),
    'app/script/route.js': "export const GET = () => 'not checked'",
  })
  expect(findings(root)).toEqual([])
})

test('configured lives are known to cacheLife()', async () => {
  const root = await project(
    { 'app/route.ts': 'export const GET = () => new Response()\n' },
    { cacheLife: { products: { revalidate: 60, expire: 3600 } } },
  )
  writeFileSync(
    join(root, 'x.ts'),
    "import type { CacheLifeProfiles } from 'use-cache'\nexport const name: keyof CacheLifeProfiles = 'products'\nexport const other: keyof CacheLifeProfiles = 'product'\n",
  )
  const found = findings(root)
  expect(found).toHaveLength(1)
  expect(found[0]).toContain('x.ts(3,14): error TS2820: Type \'"product"\' is not assignable')
})

test('special files are no route handlers, and are typed by MetadataRoute', async () => {
  const special = (type: string, body: string): string =>
    `import type { MetadataRoute } from 'next'\nexport default function make(): MetadataRoute.${type} {\n${body}\n}\n`
  const root = await project({
    'app/route.ts': 'export const GET = () => new Response()\n',
    'app/robots.ts': special('Robots', "return { rules: { userAgent: '*', disallow: '/private/' } }"),
    'app/sitemap.ts': special(
      'Sitemap',
      "const all: MetadataRoute.Sitemap = [{ url: 'https://x.example', priority: 1 }]\nall.push({ url: 'https://x.example/a', lastModified: new Date() })\nreturn all",
    ),
    'app/manifest.ts': special('Manifest', "return { name: 'Tea', icons: [{ src: '/icon.png', sizes: 'any' }] }"),
    'app/wrong/sitemap.ts': special('Sitemap', 'return [{ url: 1 }]'),
  })
  const [routes] = typesOf((await scan(root, { load: () => Promise.resolve({}) })).routes)
  expect(routes?.text).not.toMatch(/robots|sitemap/)
  expect(findings(root).map((line) => line.replace(/:.*/, ''))).toEqual(['app/wrong/sitemap.ts(3,11)'])
})

test('files that have not changed are left alone', async () => {
  const root = await project({ 'app/a/route.ts': 'export const GET = () => new Response()\n' })
  const types = typesOf((await scan(root)).routes, { aliasNext: true })
  expect(writeTypes(root, types)).toEqual([])
  mkdirSync(join(root, 'app/b'))
  writeFileSync(join(root, 'app/b/route.ts'), 'export const GET = () => new Response()\n')
  expect(writeTypes(root, typesOf((await scan(root)).routes, { aliasNext: true }))).toEqual([
    '.use-cache/types/routes.d.ts',
    '.use-cache/types/validator.ts',
  ])
})
