/**
 * `node --import use-cache/register app.ts`: compiles on load. Files with the directive become cached, TypeScript, TSX and JSX run as
 * they are; `import` and `require()`, ES modules and CommonJS. Stack traces point to the source.
 *
 * `--import` is handed on to worker threads, to `child_process.fork` and to `node --test` by Node itself.
 */
import module from 'node:module'
import { isMainThread } from 'node:worker_threads'
import { compilerOptions } from '../../config/compiler-options.ts'
import { loadConfig } from '../../config/load.ts'
import { storesFromEnvironment, storesLine } from '../../config/stores.ts'
import { oldNode } from './node-version.ts'
import { loadBesideOthers } from './node/extensions.ts'
import { createLoad } from './node/load.ts'
import { projectRoot } from './node/package.ts'
import { resolve } from './node/resolve.ts'

const refusal = oldNode('use-cache/register')
if (refusal !== undefined) throw new Error(refusal)
process.setSourceMapsEnabled(true)
const root = projectRoot(process.cwd())
const { config } = loadConfig(root)
const load = createLoad(root, compilerOptions(config), config.version)
module.registerHooks({ resolve, load })
loadBesideOthers(load)

const stores = config.stores ?? storesFromEnvironment()
if (config.cacheLife !== undefined || stores !== undefined) {
  // By its name, so that it is the one that the app's modules import.
  const runtime = (await import(import.meta.resolve('use-cache'))) as { configure(options: object): void }
  runtime.configure({ cacheLife: config.cacheLife, stores })
}
if (process.stderr.isTTY && isMainThread && process.send === undefined) process.stderr.write(`${storesLine(stores)}\n`)
