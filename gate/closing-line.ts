/**
 * Ends a run with the tests that failed and `N passed, N failed`, from Vitest's own result file:
 * `node gate/closing-line.ts <file>`. Of a long log often only the end is kept.
 */
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

interface Result {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numFailedTestSuites: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly message: string
    readonly assertionResults: readonly {
      readonly fullName: string
      readonly status: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

const [file = ''] = process.argv.slice(2)
const result = JSON.parse(readFileSync(file, 'utf8')) as Result

for (const { name, status, message, assertionResults } of result.testResults) {
  const broken = assertionResults.filter((test) => test.status === 'failed')
  if (status === 'failed' && message !== '') print(relative('.', name), message)
  for (const test of broken) print(`${relative('.', name)} > ${test.fullName}`, test.failureMessages.join('\n'))
}

// A file that does not load has no test that could fail, yet it failed.
const failed = Math.max(result.numFailedTests, result.numFailedTestSuites > 0 ? 1 : 0)
const skipped = result.numPendingTests > 0 ? `, ${result.numPendingTests} skipped` : ''
console.log(`${result.numPassedTests} passed, ${failed} failed${skipped}`)

function print(title: string, message: string): void {
  const lines = message.split('\n').filter((line) => !line.includes('/node_modules/'))
  const shown = lines.slice(0, 30)
  if (lines.length > shown.length) shown.push(`… ${lines.length - shown.length} more lines`)
  console.log(`FAIL ${title}\n${shown.map((line) => `  ${line}`).join('\n')}\n`)
}
