import { posix } from 'node:path'
import { patternOf } from '../pattern.ts'

/** A file of the app directory that is served because of its name. */
export interface MetadataFile {
  readonly kind: 'favicon' | 'robots' | 'manifest' | 'sitemap' | 'image'
  /** Where it is served. */
  readonly pattern: string
  /** True for a module that makes the answer, false for a file that is it. */
  readonly code: boolean
  /** For code with several answers: the parameter that tells them apart. */
  readonly idParameter: string | null
  readonly contentType: string
  /** The largest that such a file may be, in bytes. */
  readonly maxBytes: number | null
}

const idParameter = '__metadata_id__'
const codeExtensions = new Set(['.ts', '.tsx', '.mts', '.js', '.jsx', '.mjs'])
const contentTypes: Readonly<Record<string, string>> = {
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.gif': 'image/gif',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.xml': 'application/xml',
  '.json': 'application/manifest+json',
  '.webmanifest': 'application/manifest+json',
}

interface Convention {
  readonly kind: MetadataFile['kind']
  readonly extensions: readonly string[]
  readonly rootOnly?: true
  readonly code?: true
  /** Where code is served, after the name of its folder. */
  readonly served?: string
  readonly maxBytes?: number
}

const megabyte = 1024 * 1024
const conventions: Readonly<Record<string, Convention>> = {
  favicon: { kind: 'favicon', extensions: ['.ico'], rootOnly: true },
  robots: { kind: 'robots', extensions: ['.txt'], rootOnly: true, code: true, served: 'robots.txt' },
  manifest: {
    kind: 'manifest',
    extensions: ['.json', '.webmanifest'],
    rootOnly: true,
    code: true,
    served: 'manifest.webmanifest',
  },
  sitemap: { kind: 'sitemap', extensions: ['.xml'], code: true, served: 'sitemap.xml' },
  icon: { kind: 'image', extensions: ['.ico', '.jpg', '.jpeg', '.png', '.svg'], code: true },
  'apple-icon': { kind: 'image', extensions: ['.jpg', '.jpeg', '.png'], code: true },
  'opengraph-image': {
    kind: 'image',
    extensions: ['.jpg', '.jpeg', '.png', '.gif'],
    code: true,
    maxBytes: 8 * megabyte,
  },
  'twitter-image': { kind: 'image', extensions: ['.jpg', '.jpeg', '.png', '.gif'], code: true, maxBytes: 5 * megabyte },
}

/**
 * What a file of the app directory is served as because of its name, or null. `source` is its text, asked for only where it matters.
 *
 * ```
 * 'sitemap.ts'                     → /sitemap.xml
 * 'shop/sitemap.ts', with generateSitemaps → /shop/sitemap/[id]
 * 'blog/opengraph-image.tsx'       → /blog/opengraph-image
 * '(marketing)/icon2.png'          → /icon2-1a2b3c.png
 * ```
 */
export function metadataFileOf(path: string, source: () => string): MetadataFile | null {
  const { dir, name, ext } = posix.parse(path)
  const [, base = '', number = ''] = /^(.*?)(\d?)$/.exec(name) ?? []
  const convention = Object.hasOwn(conventions, base) ? conventions[base] : undefined
  const folder = patternOf(dir)
  if (convention === undefined || folder === null) return null
  if (number !== '' && convention.kind !== 'image') return null
  if (convention.rootOnly && folder !== '/') return null
  const code = codeExtensions.has(ext)
  if (code ? !convention.code : !convention.extensions.includes(ext)) return null

  const served = code
    ? (convention.served ?? withHash(name, dir))
    : convention.kind === 'image'
      ? withHash(name, dir) + ext
      : name + ext
  const generator = generators[convention.kind]
  const several = code && generator !== undefined && exportsName(source(), generator)
  return {
    kind: convention.kind,
    code,
    pattern: posix.join(folder, several ? posix.join(served.replace(/\.xml$/, ''), `[${idParameter}]`) : served),
    idParameter: several ? idParameter : null,
    contentType: contentTypes[code ? posix.extname(convention.served ?? '.png') : ext] ?? 'image/png',
    maxBytes: code ? null : (convention.maxBytes ?? null),
  }
}

/** What lists the answers of code that has several. */
const generators: Readonly<Partial<Record<MetadataFile['kind'], string>>> = {
  sitemap: 'generateSitemaps',
  image: 'generateImageMetadata',
}

/** Whether a module says that it exports a name. Told by its text, because it is not run to find out where it is served. */
function exportsName(source: string, name: string): boolean {
  const text = source.replaceAll(/\/\*[^]*?\*\//g, '')
  const declared = String.raw`(?:async\s+)?(?:function\b\s*\*?|const|let|var)\s*${name}\b`
  const listed = String.raw`\{(?:[^}]*[\s,{])?${name}\s*[,}]`
  return new RegExp(String.raw`(?:^|;)\s*export\s*(?:${declared}|${listed})`, 'm').test(text)
}

/** Images of two groups may have one name; the folder tells them apart. */
function withHash(name: string, folder: string): string {
  const isHidden = folder.split('/').some((part) => part.startsWith('@') || /^\(.*\)$/.test(part))
  return isHidden ? `${name}-${djb2(`/${folder}`).toString(36).slice(0, 6)}` : name
}

function djb2(text: string): number {
  let hash = 5381
  for (let index = 0; index < text.length; index++) hash = ((hash << 5) + hash + text.charCodeAt(index)) | 0
  return hash >>> 0
}
