import { posix } from 'node:path'
import type { Route } from './manifest.ts'
import { routeMethods } from './methods.ts'
import { segmentsOf } from './pattern.ts'

/** A file of declarations to write, relative to the project's root. */
export interface TypeFile {
  readonly path: string
  readonly text: string
}

export interface TypegenOptions {
  /** The lives that the app's configuration names: `cacheLife('…')` knows them. Seconds. */
  readonly cacheLife?: Readonly<
    Record<string, { readonly stale?: number; readonly revalidate?: number; readonly expire?: number }>
  >
  /** Declares `next/server` and its like as this package, and `next` with what is typed here. True where `next` is not installed. */
  readonly aliasNext?: boolean
}

const folder = '.use-cache/types'
const header = '// Written by use-cache from the files of the app directory; changes made here are lost.\n'

/**
 * The declarations of an app: the global `RouteContext<'/users/[id]'>`, a check of every handler against it, and one file, `use-cache-env.d.ts`, that brings them
 * into the project without a change to its `tsconfig.json`.
 */
export function typesOf(routes: readonly Route[], options: TypegenOptions = {}): TypeFile[] {
  const handlers = routes
    .filter((route) => route.kind !== 'metadata')
    .toSorted((a, b) => (a.pattern < b.pattern ? -1 : 1))
  const inFolder = [
    { path: `${folder}/routes.d.ts`, text: header + routeTypes(handlers) },
    { path: `${folder}/validator.ts`, text: header + validator(handlers) },
    { path: `${folder}/cache-life.d.ts`, text: header + profileTypes(options.cacheLife ?? {}) },
    ...(options.aliasNext ? [{ path: `${folder}/next.d.ts`, text: header + nextTypes }] : []),
  ]
  const references = inFolder.map(({ path }) => `/// <reference path="./${path}" />\n`)
  return [...inFolder, { path: 'use-cache-env.d.ts', text: header + references.join('') }]
}

function routeTypes(routes: readonly Route[]): string {
  const params = routes.map(({ pattern }) => `  ${JSON.stringify(pattern)}: ${paramsType(pattern)}\n`)
  return `
/** The parameters of each route, by its pattern. */
export interface ParamMap {
${params.join('')}}

/** The patterns of all route handlers. */
export type AppRouteHandlerRoutes = keyof ParamMap & string

export type ParamsOf<Route extends keyof ParamMap> = ParamMap[Route]

declare global {
  /** The second argument of a route handler: \`RouteContext<'/users/[id]'>\`. */
  interface RouteContext<Route extends AppRouteHandlerRoutes> {
    params: Promise<ParamMap[Route]>
  }
}
`
}

function paramsType(pattern: string): string {
  const fields = segmentsOf(pattern).flatMap((segment) => {
    if (!('name' in segment)) return []
    const name = JSON.stringify(segment.name)
    if (segment.kind === 'dynamic') return [`${name}: string`]
    return [segment.kind === 'catch-all' ? `${name}: string[]` : `${name}?: string[]`]
  })
  return fields.length === 0 ? '{}' : `{ ${fields.join('; ')} }`
}

function validator(routes: readonly Route[]): string {
  const checks = routes
    .filter((route) => /\.(?:tsx?|mts)$/.test(route.file))
    .map(({ pattern, file }) => {
      const module = posix
        .relative(folder, file)
        .replace(/\.m?tsx?$/, (extension) => (extension === '.mts' ? '.mjs' : '.js'))
      return `\n// ${file}\n;({}) as typeof import(${JSON.stringify(module)}) satisfies RouteModule<${JSON.stringify(pattern)}>\n`
    })
  return `
import type { NextRequest } from 'use-cache/server'
import type { ParamMap } from './routes.d.ts'

/** A handler is given the request and its route's params, and answers with a Response; one that only redirects or throws answers with nothing. */
type Handler<Route extends keyof ParamMap> = (
  request: NextRequest,
  context: { params: Promise<ParamMap[Route]> },
) => Response | void | Promise<Response | void>

interface RouteModule<Route extends keyof ParamMap> {
${routeMethods.map((method) => `  ${method}?: Handler<Route>\n`).join('')}}
${checks.join('')}
export {}
`
}

function profileTypes(profiles: NonNullable<TypegenOptions['cacheLife']>): string {
  const fields = Object.entries(profiles).map(([name, { stale, revalidate, expire }]) => {
    const numbers = Object.entries({ stale, revalidate, expire }).flatMap(([key, seconds]) =>
      seconds === undefined ? [] : [`${key} ${seconds} s`],
    )
    return `    /** ${numbers.join(', ')} */\n    ${JSON.stringify(name)}: unknown\n`
  })
  return `
declare module 'use-cache' {
  interface CacheLifeProfiles {
${fields.join('')}  }
}

export {}
`
}

const nextTypes = ['server', 'headers', 'navigation', 'og']
  .map((name) => `declare module 'next/${name}' {\n  export * from 'use-cache/${name}'\n}\n`)
  .concat("declare module 'next/cache' {\n  export * from 'use-cache'\n}\n")
  .concat("declare module 'next' {\n  export type { MetadataRoute } from 'use-cache/server'\n}\n")
  .join('')
