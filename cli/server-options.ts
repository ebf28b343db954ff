import process from 'node:process'
import type { ServerConfig } from '../config/index.ts'
import type { RoutesOptions } from '../routes/create-routes.ts'

/** What the configuration and the environment say to `createRoutes`. */
export function serverOptions({ draftSecret, ...server }: ServerConfig = {}): RoutesOptions {
  const secret = draftSecret ?? process.env['USE_CACHE_DRAFT_SECRET']
  return secret === undefined ? server : { ...server, draftSecret: secret }
}
