import { lmdbStore } from 'use-cache/lmdb'
import { nextHandler } from 'use-cache/next-handler'

export default nextHandler(lmdbStore({ path: process.env.CACHE_PATH ?? './.cache' }))
