import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createRoutes } from '../routes/index.ts'
import { listen } from './listen.ts'

const routes = createRoutes({ routes: [] })

test.each([
  [{ port: 70_000 }, '1', '--port must be a number up to 65535, got 70000.'],
  [{}, '70000', 'PORT must be a number up to 65535, got 70000.'],
  [{}, 'http', 'PORT must be a number up to 65535, got http.'],
])('a port that is none is named, with who said it: %j, PORT=%s', async (flags, PORT, message) => {
  vi.stubEnv('PORT', PORT)
  onTestFinished(() => void vi.unstubAllEnvs())
  await expect(listen(routes, flags)).rejects.toThrow(message)
})

test('so is one that is taken', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await expect(listen(routes, { port, host: '127.0.0.1' })).rejects.toThrow(`Port ${port} is taken.`)
})

test.each([
  [{}, '', undefined, 'localhost'],
  [{}, '', '127.0.0.1', '127.0.0.1'],
  [{}, '0.0.0.0', '127.0.0.1', 'localhost'],
  [{ host: '127.0.0.1' }, '0.0.0.0', undefined, '127.0.0.1'],
])(
  'the address is what the flag, the environment or the command says: %j, HOST=%s, %s',
  async (flags, HOST, usual, host) => {
    vi.stubEnv('HOST', HOST)
    onTestFinished(() => void vi.unstubAllEnvs())
    const running = await listen(routes, { port: 0, ...flags }, usual)
    onTestFinished(() => running.close())
    expect(new URL(running.url).hostname).toBe(host)
  },
)
