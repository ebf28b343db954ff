import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { useCache } from './babel.ts'
import { complaintAbout } from './supported-hosts.ts'
import { useCache as vitePlugins } from './vite.ts'

describe('releases of hosts', () => {
  it.each([
    ['webpack', '5.89.9', 'install webpack@^5.90.'],
    ['webpack', '6.0.0', 'install a newer use-cache, or webpack@^5.'],
    ['esbuild', '0.24.2', 'install esbuild@^0.25.'],
    ['vite', '6.3.5', 'install vite@^7.'],
    ['rolldown', '1.0.0-beta.3', 'install rolldown@^1.'],
    ['rspack', '1.7.12', 'install @rspack/core@^2.'],
    ['farm', '2.0.0', 'install a newer use-cache, or @farmfe/core@^1.'],
    ['@swc/core', '1.15.0', 'install @swc/core@^1.16.'],
  ] as const)('%s %s is refused in one sentence', (host, version, advice) => {
    const complaint = complaintAbout(host, version)!
    expect(complaint).toContain(`this is ${host} ${version}: ${advice}`)
    expect(complaint.split('\n')).toHaveLength(1)
  })

  it.each([
    ['webpack', '5.112.2'],
    ['rolldown', '1.2.19'],
    ['rolldown', '1.3.0-beta.1'],
    ['vite', '8.3.8'],
    ['farm', undefined],
  ] as const)('%s %s will do', (host, version) => {
    expect(complaintAbout(host, version)).toBe(undefined)
  })

  it('is said by the plugin', () => {
    expect(() => useCache({ version: '6.26.3' })).toThrow('this is @babel/core 6.26.3: install @babel/core@^7.20.')
  })

  it('is looked up where the host does not say which it is', () => {
    const root = mkdtempSync(join(tmpdir(), 'use-cache-'))
    onTestFinished(() => rmSync(root, { recursive: true }))
    mkdirSync(join(root, 'node_modules/vite'), { recursive: true })
    writeFileSync(join(root, 'node_modules/vite/package.json'), '{ "version": "6.4.6" }')
    const { configResolved } = vitePlugins()[0] as object as { configResolved: (config: object) => void }
    expect(() => configResolved({ root, plugins: [] })).toThrow('this is vite 6.4.6: install vite@^7.')
  })
})
