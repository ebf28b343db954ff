import { isAbsolute, relative, sep } from 'node:path'

/** Where the app called `fn`, which is running: `app/users/route.ts:12:3`, relative to `root`. Undefined when no file of the app is on the stack. */
export function placeOfCall(
  fn: ((...args: never[]) => unknown) | undefined,
  root: string = process.cwd(),
): string | undefined {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 50
  const trace: { stack?: string } = {}
  Error.captureStackTrace(trace, fn ?? placeOfCall)
  const { stack = '' } = trace
  Error.stackTraceLimit = stackTraceLimit
  return placeIn(stack, root)
}

/** The first place on a stack that is neither of the engine nor of a package. */
export function placeIn(stack: string, root: string): string | undefined {
  for (const line of stack.split('\n').slice(1)) {
    const [, place, position] = /(?:\(|at (?:async )?)((?:file:\/\/)?[^()]+?)(:\d+:\d+)\)?$/.exec(line) ?? []
    if (place === undefined || /^(?:node:|internal\/|<)|[/\\]node_modules[/\\]/.test(place)) continue
    return shown(decodeURI(place.replace(/^file:\/\//, '')), root) + position
  }
  return undefined
}

function shown(file: string, root: string): string {
  const path = isAbsolute(file) ? relative(root, file) : file
  return (path.startsWith('..') ? file : path).split(sep).join('/')
}
