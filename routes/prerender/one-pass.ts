import { rehearse } from '../../runtime/handler.ts'
import { answerForAll } from '../response-cache/answer-for-all.ts'
import { implicitTags } from '../response-cache/implicit-tags.ts'
import { limitLife } from '../response-cache/limit-life.ts'
import { Reads } from '../response-cache/reads.ts'
import type { Keeping, SegmentConfig } from '../response-cache/segment-config.ts'
import { inTime } from './in-time.ts'
import { type Trial, type Tried } from './two-passes.ts'

/** Runs the handler once, however long it takes within the time for one path: its file asks for its answer to be kept. Rejects with what the handler throws, and where reading the request is an error. */
export async function tryOnce(trial: Trial, { revalidate }: SegmentConfig, keeping: Keeping): Promise<Tried> {
  const { route, path, root, timeoutSeconds } = trial
  const reads = new Reads(keeping, route, root)
  const guard = keeping === 'force-static' ? null : reads.guard
  try {
    const made = await rehearse(`${route.file}#GET`, async (making) => {
      making.tag(implicitTags(route.pattern, path))
      if (guard !== null) making.guard = guard
      const what = `GET of ${route.file} did not answer for ${path}`
      const response = await inTime(answerForAll(trial, guard), timeoutSeconds, what)
      reads.check()
      limitLife(making, revalidate)
      return response
    })
    const { status } = made.value
    if (status >= 400 && status !== 404) return { reason: { what: `the status ${status}`, at: undefined } }
    return made.life.revalidate === 0
      ? { reason: { what: 'a cached function that is not kept', at: undefined } }
      : { ...made, reason: null }
  } catch (error) {
    if (reads.makeDynamic) return { reason: { what: reads.what as string, at: reads.at } }
    throw reads.first ?? error
  }
}
