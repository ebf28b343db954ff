/** Which releases of a host are supported, and what is said to those that are not. */

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
  '@swc/core': ['1.10', '2'],
} as const

export type HostName = keyof typeof supported

/** One sentence for a release that is too old or too new; undefined for one that will do, or that does not say which it is. */
export function complaintAbout(host: HostName, version: string | undefined): string | undefined {
  if (version === undefined) return undefined
  const [first, end] = supported[host]
  const isOld = compare(version, first) < 0
  if (!isOld && compare(version, end) < 0) return undefined
  return `use-cache works with ${host} from ${first} up to, but not including, ${end}, and this is ${host} ${version}: install ${isOld ? `${host}@^${first}` : `a newer use-cache, or ${host}@^${latestBefore(end)}`}.`
}

function latestBefore(end: string): string {
  return String(Number(end.split('.')[0]) - 1)
}

function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.replace(/-.*$/, '').split('.').map(Number))
  for (let index = 0; index < Math.max(left!.length, right!.length); index++) {
    const difference = (left![index] ?? 0) - (right![index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
