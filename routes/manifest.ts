/** What a route file may export that is called or read here. Every other export is ignored. */
export type RouteModule = Readonly<Record<string, unknown>>

/** One route: what it answers to, where it comes from, and how to get it. */
export interface Route {
  /** The path with its parameters in brackets, groups removed: `/users/[id]`, `/docs/[[...path]]`. */
  readonly pattern: string
  /** The file, relative to the project's root, for people to read: `app/users/[id]/route.ts`. */
  readonly file: string
  /** `metadata`: a `sitemap.ts`, an icon, …, static unless it says otherwise. A route handler when left out. */
  readonly kind?: 'handler' | 'metadata'
  /** The module. Called once; a load that fails is tried again at the next request. */
  load(): Promise<RouteModule>
}

/** All routes of an app, in any order. No two of them answer the same paths (see `conflicts.ts`). */
export interface Manifest {
  readonly routes: readonly Route[]
}
