import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' }
import Ajv from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { transform, type TransformOptions } from '../../index.ts'
import { sarif } from './sarif.ts'

const root = resolve(import.meta.dirname, '../../..')
const ajv = new Ajv.default({ strict: false, allErrors: true, unicodeRegExp: false })
addFormats.default(ajv)
const validate = ajv.compile(schema)

test('the log of everything that the fixtures hold is what the published schema says', () => {
  const diagnostics = globSync('fixtures/*/*/input.*', { cwd: root }).flatMap((id) => {
    const code = readFileSync(join(root, id), 'utf8')
    return transform(code, { id, root: '', ...optionsOf(dirname(id)) }).diagnostics
  })
  expect(diagnostics.some(({ fix }) => fix)).toBe(true)
  expect(diagnostics.some(({ related }) => related)).toBe(true)
  for (const said of [diagnostics, []]) {
    validate(JSON.parse(sarif(said, '1.2.3')))
    expect(validate.errors).toBeNull()
  }
})

test('the schema is asked', () => {
  const log = JSON.parse(sarif([], '1.2.3')) as { runs: { results: unknown[] }[] }
  log.runs[0]!.results.push({ level: 'disaster' })
  expect(validate(log)).toBe(false)
})

function optionsOf(folder: string): Partial<TransformOptions> {
  const [file] = globSync('options.json', { cwd: join(root, folder) })
  return file === undefined
    ? {}
    : (JSON.parse(readFileSync(join(root, folder, file), 'utf8')) as Partial<TransformOptions>)
}
