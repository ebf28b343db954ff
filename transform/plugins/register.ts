/**
 * `node --import use-cache/register app.ts`: compiles on load. Files with the directive become cached, TypeScript, TSX and JSX run as
 * they are; `import` and `require()`, ES modules and CommonJS. Stack traces point to the source.
 *
 * `--import` is handed on to worker threads, to `child_process.fork` and to `node --test` by Node itself.
 */
import { registerHooks } from 'node:module'
import { createLoad } from './node/load.ts'
import { projectRoot } from './node/package.ts'
import { resolve } from './node/resolve.ts'

process.setSourceMapsEnabled(true)
registerHooks({ resolve, load: createLoad(projectRoot(process.cwd())) })
