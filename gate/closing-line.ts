/** Ends a run with `N passed, N failed`, counted from Vitest's own result file: `node gate/closing-line.ts <file>`. */
import { readFileSync } from 'node:fs'

interface Result {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numFailedTestSuites: number
}

const [file = ''] = process.argv.slice(2)
const result = JSON.parse(readFileSync(file, 'utf8')) as Result
// A file that does not load has no test that could fail, yet it failed.
const failed = Math.max(result.numFailedTests, result.numFailedTestSuites > 0 ? 1 : 0)
const skipped = result.numPendingTests > 0 ? `, ${result.numPendingTests} skipped` : ''
console.log(`${result.numPassedTests} passed, ${failed} failed${skipped}`)
