import { build } from 'esbuild'
import useCache from 'use-cache/esbuild'

await build({
  entryPoints: ['src/report.ts'],
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  outdir: 'dist',
  sourcemap: true,
  plugins: [useCache()],
})
