import type { RouteModule } from './manifest.ts'
import type { Params } from './match.ts'
import type { NextRequest } from './request/next-request.ts'

/** What a route file exports under the name of a method. */
export type Handler = (request: NextRequest, context: { readonly params: Promise<Params> }) => unknown

/** The methods that a route file may export. */
export const routeMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']

/** The methods registered for HTTP besides those. Anything else is a method that nobody knows. */
const otherMethods = new Set(
  `ACL BASELINE-CONTROL BIND CHECKIN CHECKOUT CONNECT COPY LABEL LINK LOCK MERGE MKACTIVITY MKCALENDAR MKCOL MKREDIRECTREF MKWORKSPACE MOVE ORDERPATCH
  PRI PROPFIND PROPPATCH QUERY REBIND REPORT SEARCH TRACE UNBIND UNCHECKOUT UNLINK UNLOCK UPDATE UPDATEREDIRECTREF VERSION-CONTROL`.split(
    /\s+/,
  ),
)

/** True for every method that is registered for HTTP. */
export function isKnownMethod(method: string): boolean {
  return routeMethods.includes(method) || otherMethods.has(method)
}

/** The handler for a method: the export of that name, and GET's for HEAD. */
export function handlerOf(module: RouteModule, method: string): Handler | null {
  if (!routeMethods.includes(method)) return null
  const handler = module[method] ?? (method === 'HEAD' ? module['GET'] : undefined)
  return typeof handler === 'function' ? (handler as Handler) : null
}

/** The value of `Allow`: all methods that a module answers, the automatic ones included. */
export function allowOf(module: RouteModule): string {
  const implemented = routeMethods.filter((method) => method === 'OPTIONS' || handlerOf(module, method) !== null)
  return implemented.toSorted().join(', ')
}
