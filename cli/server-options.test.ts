import { expect, onTestFinished, test, vi } from 'vitest'
import { serverOptions } from './server-options.ts'

test('the environment has the secret of drafts where the configuration has none', () => {
  vi.stubEnv('USE_CACHE_DRAFT_SECRET', 'of the environment')
  onTestFinished(() => void vi.unstubAllEnvs())
  expect(serverOptions()).toEqual({ draftSecret: 'of the environment' })
  expect(serverOptions({ maxBodyBytes: 1, draftSecret: undefined })).toEqual({
    maxBodyBytes: 1,
    draftSecret: 'of the environment',
  })
  expect(serverOptions({ draftSecret: 'configured' })).toEqual({ draftSecret: 'configured' })
})
