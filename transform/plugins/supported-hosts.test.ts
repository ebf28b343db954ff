import { describe, expect, it } from 'vitest'
import { useCache } from './babel.ts'
import { complaintAbout } from './supported-hosts.ts'

describe('releases of hosts', () => {
  it.each([
    ['webpack', '5.89.9', 'install webpack@^5.90.'],
    ['webpack', '6.0.0', 'install a newer use-cache, or webpack@^5.'],
    ['esbuild', '0.24.2', 'install esbuild@^0.25.'],
    ['vite', '6.3.5', 'install vite@^7.'],
  ] as const)('%s %s is refused in one sentence', (host, version, advice) => {
    const complaint = complaintAbout(host, version)!
    expect(complaint).toContain(`this is ${host} ${version}: ${advice}`)
    expect(complaint.split('\n')).toHaveLength(1)
  })

  it.each([
    ['webpack', '5.112.2'],
    ['rolldown', '1.0.0-rc.3'],
    ['vite', '8.3.8'],
    ['farm', undefined],
  ] as const)('%s %s will do', (host, version) => {
    expect(complaintAbout(host, version)).toBe(undefined)
  })

  it('is said by the plugin', () => {
    expect(() => useCache({ version: '6.26.3' })).toThrow('this is @babel/core 6.26.3: install @babel/core@^7.20.')
  })
})
