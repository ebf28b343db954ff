import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { cached } from '../../../fixture-cached.ts'
import { warningsHeard } from '../../../fixture-warnings.ts'
import { createRuntime, replace } from '../../../instance.ts'
import { redisStore } from '../index.ts'
import { freePort, startRedis, type TestRedis } from './fixture-redis.ts'

const folder = mkdtempSync(join(tmpdir(), 'use-cache-tls-'))
const certificate = join(folder, 'certificate.pem')
let redis: TestRedis
let tlsUrl: string
beforeAll(async () => {
  const key = join(folder, 'key.pem')
  const self = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const names = ['-subj', '/CN=use-cache', '-addext', 'subjectAltName=IP:127.0.0.1']
  execFileSync('openssl', [...self, ...names, '-keyout', key, '-out', certificate], { stdio: 'ignore' })
  const port = String(await freePort())
  tlsUrl = `rediss://127.0.0.1:${port}`
  const files = ['--tls-cert-file', certificate, '--tls-key-file', key, '--tls-auth-clients', 'no']
  redis = await startRedis(['--tls-port', port, ...files])
  await redis.command('ACL', 'SETUSER', 'app', 'on', '>s3cret/@:', '~use-cache:*', '&use-cache:*', '+@all')
})
afterAll(async () => {
  await redis.stop()
  rmSync(folder, { recursive: true })
})

/** What two processes answer, one after the other, and what they warn of. */
async function askTwice(
  url: string,
): Promise<{ readonly answers: readonly number[]; readonly warnings: readonly string[] }> {
  const warnings = warningsHeard()
  let runs = 0
  const count = cached('src/count.ts#count', async (_url: string) => ++runs)
  const answers: number[] = []
  for (let round = 0; round < 2; round++) {
    const runtime = createRuntime({ stores: { default: redisStore({ url, timeout: 2000 }) } })
    const before = replace(runtime)
    answers.push(await count(url))
    await runtime.outer.settled()
    replace(before)
    await runtime.outer.close()
  }
  return { answers, warnings }
}

test('a user with a password in the URL, who may do nothing but what is needed', async () => {
  const url = `redis://app:${encodeURIComponent('s3cret/@:')}@127.0.0.1:${redis.port}`
  expect(await askTwice(url)).toEqual({ answers: [1, 1], warnings: [] })
  expect(redisStore({ url }).place).toBe(`redis://app:***@127.0.0.1:${redis.port}`)
})

test('a wrong password is a warning that says so and does not show it; calls go on', async () => {
  const { answers, warnings } = await askTwice(`redis://app:mistaken@127.0.0.1:${redis.port}`)
  expect(answers).toEqual([1, 2])
  expect(warnings.join()).toMatch(/The store redis does not answer \(\w+: WRONGPASS invalid username-password pair/)
  expect(warnings.join()).not.toContain('mistaken')
})

test('TLS with a certificate that nobody vouches for is a warning that says so; calls go on', async () => {
  const { answers, warnings } = await askTwice(tlsUrl)
  expect(answers).toEqual([1, 2])
  expect(warnings.join()).toMatch(/The store redis does not answer \(\w+: self-signed certificate/)
})

test('TLS with a certificate that Node was told to trust', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'fixture-process.ts'), tlsUrl], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, NODE_EXTRA_CA_CERTS: certificate },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const exit = once(child, 'exit')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  expect((await lines.next()).value).toBe('ready')
  child.stdin.write('go\n')
  expect((await lines.next()).value).toBe('run 1')
  expect(await exit).toEqual([0, null])
  expect(await redis.command('KEYS', 'use-cache:{*}')).toHaveLength(2)
})
