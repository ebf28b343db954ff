/** Which releases of a host are supported, and what is said to those that are not. */
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** From the first number to before the second; releases before 1.0 count by their second number. */
const supported = {
  vite: ['7', '9'],
  rollup: ['4', '5'],
  rolldown: ['1', '2'],
  webpack: ['5.90', '6'],
  rspack: ['2', '3'],
  esbuild: ['0.25', '1'],
  farm: ['1', '2'],
  bun: ['1.2.22', '2'],
  '@babel/core': ['7.20', '9'],
  '@swc/core': ['1.16', '2'],
} as const

export type HostName = keyof typeof supported

/** What hosts are called on npm, where that is another name. */
const packages: Partial<Record<HostName, string>> = { rspack: '@rspack/core', farm: '@farmfe/core' }

/** One sentence for a release that is too old or too new; undefined for one that will do, or that does not say which it is. */
export function complaintAbout(host: HostName, version: string | undefined): string | undefined {
  if (version === undefined) return undefined
  const [first, end] = supported[host]
  const name = packages[host] ?? host
  const order = compare(version, first)
  const isOld = order < 0 || (order === 0 && version.includes('-'))
  if (!isOld && compare(version, end) < 0) return undefined
  return `use-cache works with ${host} from ${first} up to, but not including, ${end}, and this is ${host} ${version}: install ${isOld ? `${name}@^${first}` : `a newer use-cache, or ${name}@^${latestBefore(end)}`}.`
}

/** The release of a host that does not say it itself: the one that the project has installed. */
export function installedVersion(host: HostName, root: string): string | undefined {
  try {
    const manifest: unknown = createRequire(join(root, 'package.json'))(`${packages[host] ?? host}/package.json`)
    return (manifest as { readonly version: string }).version
  } catch {
    return undefined
  }
}

function latestBefore(end: string): string {
  return String(Number(end.split('.')[0]) - 1)
}

/** What comes before a release (`-beta.1`) is taken for the release. */
function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.replace(/-.*$/, '').split('.').map(Number))
  for (let index = 0; index < Math.max(left!.length, right!.length); index++) {
    const difference = (left![index] ?? 0) - (right![index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
