import { readFileSync } from 'node:fs'
import { defineConfig } from 'rolldown'
import useCache from 'use-cache/rolldown'

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }

export default defineConfig({
  input: 'src/index.ts',
  platform: 'node',
  external: /^use-cache/,
  plugins: [useCache({ version: { manual: version } })],
  output: { dir: 'dist' },
})
