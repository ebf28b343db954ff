#!/usr/bin/env node
import module from 'node:module'
import process from 'node:process'
import { oldNode } from '../transform/plugins/node-version.ts'

const refusal = oldNode('use-cache')
if (refusal !== undefined) {
  console.error(refusal)
  process.exitCode = 2
} else {
  // A reader like `head` may leave before we are done.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  // Node keeps the parser's compiled code for the next run: a third of the time that a small check takes.
  module.enableCompileCache()
  const { main } = await import('./main.ts')
  process.exitCode = await main(process.argv.slice(2))
}
