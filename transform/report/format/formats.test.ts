import { expect, test } from 'vitest'
import { transform } from '../../index.ts'
import { github } from './github.ts'
import { pretty } from './pretty.ts'
import { sarif } from './sarif.ts'
import { unix } from './unix.ts'

const code = `'use cache'\nexport async function GET() {\n  return 1\n}\nexport async function load() { 'use cached' }\n`
const { diagnostics } = transform(code, { id: 'app/a b,c/route.ts', root: '' })

test('unix: one line for each finding, lines and columns from 1', () => {
  const lines = unix(diagnostics).split('\n')
  expect(lines[0]).toMatch(/^app\/a b,c\/route\.ts:2:23: `GET` is the GET handler .* \[error\/handler-directive]$/)
  expect(lines[1]).toMatch(
    /^app\/a b,c\/route\.ts:5:23: A route file can't export `load`\. \[error\/route-invalid-export]$/,
  )
  expect(lines[2]).toMatch(/^app\/a b,c\/route\.ts:5:32: 'use cached' is not the directive\. \[error\/directive-typo]$/)
  expect(lines.slice(3)).toEqual([''])
})

test('no text of the code or name of a file steers a terminal or makes another line', () => {
  const escape = '\u001b[2J'
  const file = `a${escape}\n::error::b.ts`
  const code = `export async function f() { 'use cache: a${escape}\u202e'; cacheLife('b${escape}\\n::error::c') }\nx = ${escape}`
  for (const text of [code, `import { cacheLife } from 'use-cache'\n${code.slice(0, code.indexOf('\nx'))}`]) {
    const { diagnostics } = transform(text, { id: file, root: '' })
    expect(diagnostics.length).toBeGreaterThan(0)
    const shown = [unix(diagnostics), ...diagnostics.map((diagnostic) => pretty(diagnostic, text))].join('\n')
    expect(shown).toContain('a·[2J·::error::b.ts:')
    expect(shown).not.toMatch(/[\u001b\u202e]|^::error/m)
  }
})

test('github: workflow commands with escaped properties and text', () => {
  const [first] = github(diagnostics).split('\n')
  expect(first).toMatch(
    /^::error file=app\/a b%2Cc\/route\.ts,line=2,endLine=2,col=23,endColumn=\d+,title=use-cache handler-directive::/,
  )
  expect(first).toContain('%0A')
})

test('sarif: rules, places and fixes', () => {
  const log = JSON.parse(sarif(diagnostics, '1.2.3')) as {
    readonly version: string
    readonly runs: readonly [
      {
        readonly tool: {
          readonly driver: { readonly version: string; readonly rules: readonly { readonly id: string }[] }
        }
        readonly results: readonly {
          readonly ruleId: string
          readonly ruleIndex: number
          readonly locations: readonly [{ readonly physicalLocation: unknown }]
          readonly relatedLocations?: readonly unknown[]
          readonly fixes?: readonly {
            readonly artifactChanges: readonly [{ readonly replacements: readonly unknown[] }]
          }[]
        }[]
      },
    ]
  }
  expect(log.version).toBe('2.1.0')
  const [{ tool, results }] = log.runs
  expect(tool.driver.version).toBe('1.2.3')
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]!.id).toBe(ruleId)
  expect(results[0]!.locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'app/a%20b%2Cc/route.ts', uriBaseId: '%SRCROOT%' },
    region: expect.objectContaining({ startLine: 2, startColumn: 23, charOffset: code.indexOf('GET') }) as unknown,
  })
  expect(results[0]!.relatedLocations).toHaveLength(1)
  expect(results[2]!.fixes![0]!.artifactChanges[0].replacements).toEqual([
    {
      deletedRegion: { charOffset: code.indexOf('use cached'), charLength: 10 },
      insertedContent: { text: 'use cache' },
    },
  ])
})
