import { defineConfig } from 'rolldown'
import useCache from 'use-cache/rolldown'

export default defineConfig({
  input: 'src/server.ts',
  platform: 'node',
  // Dependencies stay where they are, the runtime among them.
  external: /^[^./]/,
  plugins: [useCache()],
  output: { dir: 'dist', sourcemap: true },
})
