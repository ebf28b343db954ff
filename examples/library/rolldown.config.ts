import { readFileSync } from 'node:fs'
import { defineConfig } from 'rolldown'
import useCache from 'use-cache/rolldown'

const { name, version } = JSON.parse(readFileSync('package.json', 'utf8')) as { name: string; version: string }

export default defineConfig({
  input: 'src/index.ts',
  platform: 'node',
  external: /^use-cache/,
  plugins: [useCache({ version: { manual: `${name}@${version}` } })],
  output: { dir: 'dist' },
})
