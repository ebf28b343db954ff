/** `npm start`: builds the app and serves it until it is stopped. `PORT` and `HOST` say where. */
import { spawnSync } from 'node:child_process'
import { linkPackage } from './link-package.ts'
import { app, command, startServer } from './server.ts'

await linkPackage()
const { status } = spawnSync(process.execPath, [command, 'build'], { cwd: app, stdio: 'inherit' })
if (status === 0) process.exitCode = (await startServer('inherit').ended) ?? 1
else process.exitCode = status ?? 1
