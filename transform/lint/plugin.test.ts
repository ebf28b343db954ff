import { Linter } from 'eslint'
import { Linter as Linter9 } from 'eslint-9'
import { describe, expect, it } from 'vitest'
import useCache from 'use-cache/lint'
import { catalogue } from '../report/catalogue.ts'

const sync = "export function price() {\n  'use cache'\n  return 1\n}\n"
const late = "export async function price(id) {\n  const key = id\n  'use cache'\n  return key\n}\n"
const tenant = "export async function price() {\n  'use cache: tenant'\n  return 1\n}\n"

function verify(text: string, filename?: string, ...more: Linter.Config[]): Linter.LintMessage[] {
  return new Linter().verify(text, [{ files: ['**'] }, useCache.configs.recommended, ...more], filename)
}

function rulesIn(messages: readonly Linter.LintMessage[]): readonly (string | null)[] {
  return messages.map(({ ruleId }) => ruleId)
}

it('has one rule per code, all of them recommended at the severity of the code', () => {
  expect(Object.keys(useCache.rules)).toEqual(Object.keys(catalogue))
  expect(Object.entries(useCache.configs.recommended.rules)).toEqual(
    Object.entries(catalogue).map(([code, { severity }]) => [
      `use-cache/${code}`,
      severity === 'error' ? 'error' : 'warn',
    ]),
  )
})

describe.each([
  ['ESLint 10', Linter],
  // What it is called with and answers is typed the same, by two packages.
  ['ESLint 9', Linter9 as unknown as typeof Linter],
])('in %s', (_, Linter) => {
  it('reports a finding where it stands, with what is wrong and what to do', () => {
    const [message, ...others] = new Linter().verify(sync, [useCache.configs.recommended], 'price.js')
    expect(others).toEqual([])
    expect(message).toMatchObject({
      ruleId: 'use-cache/not-async',
      severity: 2,
      line: 2,
      column: 3,
      endLine: 2,
      endColumn: 14,
      message:
        "`price` contains 'use cache' but is not async. Make it async: a cached function always returns a promise.",
    })
  })

  it('applies fixes of one edit and of several', () => {
    const fixed = new Linter().verifyAndFix(sync + late.replace('price', 'late'), [useCache.configs.recommended])
    expect(fixed.messages).toEqual([])
    expect(fixed.output).toBe(
      sync.replace('function', 'async function') +
        "export async function late(id) {\n  'use cache'\n  const key = id\n  return key\n}\n",
    )
  })

  it('counts from behind a byte order mark and keeps it', () => {
    const fixed = new Linter().verifyAndFix(`\uFEFF${sync}`, [useCache.configs.recommended], 'price.js')
    expect(fixed.output).toBe(`\uFEFF${sync.replace('function', 'async function')}`)
  })
})

it('reports findings of several rules, each under its own name', () => {
  expect(rulesIn(verify(sync + tenant.replace('price', 'other')))).toEqual([
    'use-cache/not-async',
    'use-cache/unknown-kind',
  ])
})

it('knows route files by their path', () => {
  const handler = "export async function GET() {\n  'use cache'\n  return new Response('')\n}\n"
  expect(rulesIn(verify(handler, 'app/api/route.js'))).toEqual(['use-cache/handler-directive'])
  expect(verify(handler, 'app/api/other.js')).toEqual([])
})

it('leaves a switched-off rule and a disabled line alone', () => {
  expect(verify(sync, 'price.js', { rules: { 'use-cache/not-async': 'off' } })).toEqual([])
  const disabled = sync.replace("'use cache'", "'use cache' // eslint-disable-line use-cache/not-async")
  expect(verify(disabled, 'price.js', { linterOptions: { reportUnusedDisableDirectives: 'error' } })).toEqual([])
})

it('takes options of the compiler from the settings, also when they change for the same text', () => {
  expect(rulesIn(verify(tenant, 'price.js'))).toEqual(['use-cache/unknown-kind'])
  expect(verify(tenant, 'price.js', { settings: { 'use-cache': { kinds: ['tenant'] } } })).toEqual([])
  expect(rulesIn(verify(tenant, 'price.js'))).toEqual(['use-cache/unknown-kind'])
})

it('refuses settings that are none, and says where they stand', () => {
  const misspelled = { 'use-cache': { kind: ['tenant'] } }
  expect(() => verify(tenant, 'price.js', { settings: misspelled })).toThrow(
    "use-cache/lint: settings['use-cache']: unknown option `kind`.",
  )
  expect(() => verify(tenant, 'price.js', { settings: { 'use-cache': 'tenant' } })).toThrow(
    "use-cache/lint: settings['use-cache'] must be an object of compiler options.",
  )
})

it('looks at text without a file and at code blocks, not at files that are no modules', () => {
  expect(rulesIn(verify(sync))).toEqual(['use-cache/not-async'])
  expect(rulesIn(verify(sync, 'README.md/0_0.js'))).toEqual(['use-cache/not-async'])
  expect(verify(sync, 'price.vue')).toEqual([])
  expect(verify(sync, 'price.txt')).toEqual([])
})
