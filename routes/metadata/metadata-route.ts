/** What `robots.ts`, `sitemap.ts` and `manifest.ts` return, under the names that Next.js gives these types. */
export declare namespace MetadataRoute {
  type Robots = import('./metadata-route.ts').Robots
  type Sitemap = import('./metadata-route.ts').Sitemap
  type Manifest = import('./metadata-route.ts').Manifest
}

/** What crawlers may read. */
export interface Robots {
  readonly rules: RobotsRule | readonly RobotsRule[]
  readonly sitemap?: string | readonly string[]
  readonly host?: string
}

/** One group of rules; further keys are written as they are. */
export interface RobotsRule {
  /** `*` when left out. */
  readonly userAgent?: string | readonly string[]
  readonly allow?: string | readonly string[]
  readonly disallow?: string | readonly string[]
  /** Seconds. */
  readonly crawlDelay?: number
  readonly [other: string]: string | number | readonly string[] | undefined
}

/** A list that its maker may go on filling. */
export type Sitemap = SitemapEntry[]

/** One page of a sitemap. */
export interface SitemapEntry {
  readonly url: string
  readonly lastModified?: string | Date
  readonly changeFrequency?: 'always' | 'hourly' | 'daily' | 'weekly' | 'monthly' | 'yearly' | 'never'
  readonly priority?: number
  readonly alternates?: { readonly languages?: Readonly<Record<string, string | undefined>> }
  readonly images?: readonly string[]
  readonly videos?: readonly SitemapVideo[]
}

/** A video as the sitemap format describes it, field by field. */
export interface SitemapVideo {
  readonly title: string
  readonly thumbnail_loc: string
  readonly description: string
  readonly content_loc?: string
  readonly player_loc?: string
  readonly duration?: number
  readonly view_count?: number
  readonly tag?: string
  readonly rating?: number
  readonly expiration_date?: Date | string
  readonly publication_date?: Date | string
  readonly family_friendly?: 'yes' | 'no'
  readonly requires_subscription?: 'yes' | 'no'
  readonly live?: 'yes' | 'no'
  readonly restriction?: { readonly relationship: 'allow' | 'deny'; readonly content: string }
  readonly platform?: { readonly relationship: 'allow' | 'deny'; readonly content: string }
  readonly uploader?: { readonly info?: string; readonly content: string }
}

/** A web app manifest; its fields are those of the W3C's document. */
export interface Manifest {
  readonly name?: string
  readonly short_name?: string
  readonly description?: string
  readonly start_url?: string
  readonly display?: 'fullscreen' | 'standalone' | 'minimal-ui' | 'browser'
  readonly background_color?: string
  readonly theme_color?: string
  readonly icons?: readonly {
    readonly src: string
    readonly type?: string
    readonly sizes?: string
    readonly purpose?: string
  }[]
  readonly [other: string]: unknown
}
