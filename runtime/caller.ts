import { PlaceError } from './errors.ts'
import { scopeOfCaller, type Scope } from './call/scope.ts'

/** The body that calls `name`. Throws when there is none, or when its result is made already. */
export function bodyOfCaller(name: string): Scope {
  const scope = scopeOfCaller()
  if (scope === undefined) throw outside(name)
  if (scope.open) return scope
  throw new PlaceError(
    'after-completion',
    `${name}() was called in ${scope.definition.id} after it had returned${at()}. ` +
      `Its result is kept already. Await the work that calls ${name}() before you return.`,
  )
}

/** Throws when the caller is a cached body: `name` changes what is cached, and would do so on misses only. */
export function refuseInBody(name: string): void {
  const scope = scopeOfCaller()
  if (scope?.open !== true) return
  throw new PlaceError(
    'inside-cached-function',
    `${name}() was called inside the cached function ${scope.definition.id}${at()}, which runs on a miss only. ` +
      `Call it where the data changes: in a handler, an action, a webhook, a job.`,
  )
}

function outside(name: string): PlaceError {
  const file = callerPlace()?.replace(/:\d+:\d+$/, '') ?? 'the file'
  return new PlaceError(
    'outside-cached-function',
    `${name}() was called outside a cached function${at()}. Either the directive is missing: make 'use cache' the first statement of the function that calls it. ` +
      `Or ${file} was not compiled: start Node with \`--import use-cache/register\`, or add \`use-cache/vite\` to the plugins of the Vite config; \`npx use-cache check\` shows which functions it finds.`,
  )
}

function at(): string {
  const place = callerPlace()
  return place === undefined ? '' : `, at ${place}`
}

/** `/app/src/page.ts:12:3`: the first place on the stack that is not ours. */
function callerPlace(): string | undefined {
  for (const line of new Error().stack?.split('\n').slice(1) ?? []) {
    const place = /(?:\(|at (?:async )?)((?:file:\/\/)?[^()]+:\d+:\d+)\)?$/.exec(line)?.[1]?.replace(/^file:\/\//, '')
    if (place !== undefined && !place.startsWith(ours) && !place.startsWith('node:')) return place
  }
  return undefined
}

/** The folder of this file, which is the runtime's. */
const ours = decodeURI(new URL('.', import.meta.url).href).replace(/^file:\/\//, '')
