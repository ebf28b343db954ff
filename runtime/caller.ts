import { PlaceError } from './errors.ts'
import { scopeOfCaller, type Scope } from './call/scope.ts'

/** A public function: its name, which a minifier may take from the function itself, and the function. */
type Called = readonly [name: string, fn: (...args: never[]) => unknown]

/** The body that calls the function. Throws when there is none, or when its result is made already. */
export function bodyOfCaller(...called: Called): Scope {
  const scope = scopeOfCaller()
  if (scope === undefined || scope.definition.isHandler) throw outside(called)
  if (scope.open) return scope
  throw new PlaceError(
    'after-completion',
    `${called[0]}() was called in ${scope.definition.id} after it had returned${at(called)}. ` +
      `Its result is kept already. Await the work that calls ${called[0]}() before you return.`,
  )
}

/** Throws when the caller is a cached body: it changes what is cached, and would do so on misses only. */
export function refuseInBody(...called: Called): void {
  const scope = scopeOfCaller()
  if (scope?.open !== true) return
  scope.guard?.(`${called[0]}()`, called[1])
  throw new PlaceError(
    'inside-cached-function',
    `${called[0]}() was called inside the cached function ${scope.definition.id}${at(called)}, which runs on a miss only. ` +
      `Call it where the data changes: in a handler, an action, a webhook, a job.`,
  )
}

/** Throws when the caller is a cached body whose result other requests get too. `what` the function reads: `the cookies of one request`. */
export function refuseInShared(what: string, ...called: Called): void {
  const scope = scopeOfCaller()
  if (scope === undefined || scope.definition.isHandler || scope.definition.kind === 'private') return
  throw new PlaceError(
    'request-api-inside',
    `${called[0]}() was called inside the cached function ${scope.definition.id}${at(called)}. It reads ${what}, and the result is for everybody. ` +
      `Read them where ${scope.definition.id} is called and pass what it needs as an argument, or make it private: 'use cache: private'.`,
  )
}

/** Throws when the caller is a cached body: what it makes is there before the next request comes. */
export function refuseAheadOfTime(...called: Called): void {
  const scope = scopeOfCaller()
  if (scope === undefined || scope.definition.isHandler) return
  throw new PlaceError(
    'request-api-inside',
    `${called[0]}() was called inside the cached function ${scope.definition.id}${at(called)}. It waits for a request, and a cached result is there before the request comes. ` +
      `Call it where ${scope.definition.id} is called.`,
  )
}

function outside(called: Called): PlaceError {
  const file = placeOfCall(called)?.replace(/:\d+:\d+$/, '') ?? 'the file'
  return new PlaceError(
    'outside-cached-function',
    `${called[0]}() was called outside a cached function${at(called)}. Either the directive is missing: make 'use cache' the first statement of the function that calls it. ` +
      `Or ${file} was not compiled: start Node with \`--import use-cache/register\`, or add \`use-cache/vite\` to the plugins of the Vite config; \`npx use-cache check\` shows which functions it finds.`,
  )
}

function at(called: Called): string {
  const place = placeOfCall(called)
  return place === undefined ? '' : `, at ${place}`
}

/** `/app/src/page.ts:12:3`: where the function was called. */
export function placeOfCall(called: Called): string | undefined {
  const trace: { stack?: string } = {}
  Error.captureStackTrace(trace, called[1])
  const frame = trace.stack?.split('\n')[1] ?? ''
  return /(?:\(|at (?:async )?)((?:file:\/\/)?[^()]+:\d+:\d+)\)?$/.exec(frame)?.[1]?.replace(/^file:\/\//, '')
}
