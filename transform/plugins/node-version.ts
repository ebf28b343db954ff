import process from 'node:process'

/** What to tell people whose Node is too old for `what`; undefined where it is not. What calls this must import nothing by name that Node 20 does not have, or Node is faster with an error of its own. */
export function oldNode(what: string): string | undefined {
  const { node } = process.versions
  const [major = 0, minor = 0] = node.split('.').map(Number)
  const isOld = major < 22 || (major === 22 && minor < 18)
  return isOld ? `${what} needs Node 22.18 or newer; this is Node ${node}.` : undefined
}
