/** What `work` brings, if it does so in time. `what`: what did not happen otherwise. It cannot be stopped, but nobody waits for it any more. */
export async function inTime<Value>(work: Promise<Value>, seconds: number, what: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} within ${seconds} s. ${advice}`)), seconds * 1000)
  })
  try {
    return await Promise.race([work, tooLate])
  } finally {
    clearTimeout(timer)
  }
}

/** For whoever has waited in vain. */
export const advice =
  'Let it wait for nothing that a request brings, or allow more time: `timeoutSeconds`, or `use-cache build --timeout`.'
