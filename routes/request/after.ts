import { currentScope, runInScope, type RequestScope } from './scope.ts'

/**
 * Work for after the response: it starts when the response is closed, whatever became of it, and can still read cookies and headers.
 * A failure is logged. A promise is waited for where the host would otherwise stop the process.
 */
export function after(task: Promise<unknown> | (() => unknown)): void {
  const scope = currentScope('after()')
  if (typeof task === 'function') {
    const run = (): Promise<unknown> => runInScope(scope, async () => task())
    // The host knows of the task from now on: a server that is told to stop meanwhile waits for it.
    keep(scope, scope.closed ? run() : new Promise((resolve) => (scope.tasks ??= []).push(() => resolve(run()))))
  } else if (typeof (task as Partial<Promise<unknown>> | null)?.then === 'function') {
    keep(scope, Promise.resolve(task))
  } else {
    throw new TypeError(`after() was given ${task === null ? 'null' : typeof task}; it takes a function or a promise.`)
  }
}

/** Says that the response is closed: starts its tasks, in the order in which they were given. */
function responseClosed(scope: RequestScope): void {
  scope.closed = true
  for (const start of scope.tasks ?? []) start()
  scope.tasks = null
}

/** The body is out, or was handed to the server in one piece: then it is, one turn later. */
export function closeSoon(scope: RequestScope): void {
  if (scope.tasks === null) scope.closed = true
  else setTimeout(responseClosed, 0, scope)
}

function keep(scope: RequestScope, work: Promise<unknown>): void {
  const settled = work.catch(log)
  if (scope.host?.waitUntil) scope.host.waitUntil(settled)
  else if ('waitUntil' in scope.request) (scope.request as NonNullable<typeof scope.host>).waitUntil?.(settled)
}

function log(error: unknown): void {
  // oxlint-disable-next-line no-console -- nobody is left to answer to
  console.error('A task given to after() failed.', error)
}
