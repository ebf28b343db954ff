import { availableParallelism } from 'node:os'
import { defineConfig, type ViteUserConfig } from 'vitest/config'
import manifest from './package.json' with { type: 'json' }

/** Tests run from source: `use-cache/abi` is `runtime/abi.ts`, without a build. */
const entries = Object.entries(manifest.exports).flatMap(([path, target]) =>
  typeof target === 'string'
    ? []
    : [
        {
          find: new RegExp(`^${path.replace('.', manifest.name)}$`),
          replacement: import.meta.dirname + target.default.replace('./dist', '').replace(/\.js$/, '.ts'),
        },
      ],
)
/** In compiled apps these resolve to this package. */
const next = [
  { find: /^next\/(server|headers|navigation|og)$/, replacement: `${import.meta.dirname}/routes/$1.ts` },
  { find: /^next\/cache$/, replacement: `${import.meta.dirname}/runtime/index.ts` },
]
const elsewhere = ['**/node_modules/**', 'dist/**', 'fixtures/**', 'snapshots/**', 'examples/**']

const config: ViteUserConfig = defineConfig({
  resolve: { alias: [...entries, ...next] },
  test: {
    maxWorkers: Math.min(4, availableParallelism()),
    testTimeout: 30_000,
    reporters: process.env.CI ? ['default', 'json'] : ['default'],
    outputFile: { json: 'node_modules/.cache/use-cache/tests.json' },
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['**/*.test.ts'], exclude: [...elsewhere, '**/{hosts,services}/**'] },
      },
      {
        extends: true,
        test: {
          name: 'types',
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ['**/*.test-d.ts'],
            exclude: elsewhere,
            tsconfig: './tsconfig.json',
            ignoreSourceErrors: true,
          },
        },
      },
      {
        resolve: {},
        test: {
          name: 'hosts',
          include: ['**/hosts/**/*.test.ts'],
          exclude: elsewhere,
          globalSetup: './gate/build.ts',
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'services',
          include: ['**/services/**/*.test.ts'],
          exclude: elsewhere,
          globalSetup: './gate/services.ts',
          testTimeout: 60_000,
        },
      },
    ],
  },
})

export default config
