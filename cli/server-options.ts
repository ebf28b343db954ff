import process from 'node:process'
import type { ServerConfig } from '../config/index.ts'
import type { RoutesOptions } from '../routes/create-routes.ts'

/** What the configuration and the environment say to `createRoutes`. */
export function serverOptions({ draftSecret, ...server }: ServerConfig = {}): RoutesOptions {
  return { ...server, draftSecret: draftSecret ?? process.env['USE_CACHE_DRAFT_SECRET'] }
}
