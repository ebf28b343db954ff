import { isAbsolute, relative, sep } from 'node:path'

/** Where the app called `fn`, which is running: `app/users/route.ts:12:3`, relative to `root`. Undefined when no file of the app is on the stack. */
export function placeOfCall(
  fn: ((...args: never[]) => unknown) | undefined,
  root: string = process.cwd(),
): string | undefined {
  const frames = framesAbove(fn ?? placeOfCall)
  const frame = frames.find(isOfApp)
  return frame && placeOf(frame, root)
}

/** One call on the stack. */
export interface Frame {
  /** The name of the function, if it has one. */
  readonly name: string | undefined
  /** A path, or `node:fs`. */
  readonly file: string
  /** `:12:3` */
  readonly position: string
}

/** The calls that led to `fn`, the nearest first. Through source maps, where Node is told to use them. */
export function framesAbove(fn: (...args: never[]) => unknown): Frame[] {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 50
  const trace: { stack?: string } = {}
  Error.captureStackTrace(trace, fn)
  const lines = (trace.stack ?? '').split('\n').slice(1)
  Error.stackTraceLimit = stackTraceLimit
  return lines.flatMap((line) => {
    const [, name, file, position] =
      /^\s*at (?:async )?(?:(.+?) \()?((?:file:\/\/)?[^()]+?)(:\d+:\d+)\)?$/.exec(line) ?? []
    return file === undefined ? [] : [{ name, file: file.replace(/^file:\/\//, ''), position: position ?? '' }]
  })
}

/** Neither of the engine nor of a package. */
export function isOfApp({ file }: Frame): boolean {
  return !/^(?:node:|internal\/|<|native$)|[/\\]node_modules[/\\]/.test(file)
}

/** `app/users/route.ts:12:3` */
export function placeOf({ file, position }: Frame, root: string): string {
  return shown(decodeURI(file), root) + position
}

function shown(file: string, root: string): string {
  const path = isAbsolute(file) ? relative(root, file) : file
  return (path.startsWith('..') ? file : path).split(sep).join('/')
}
