import { AsyncLocalStorage } from 'node:async_hooks'
import { styleText } from 'node:util'
import type { Routes } from '../routes/create-routes.ts'
import { changed } from '../routes/outgoing.ts'
import { subscribe } from '../runtime/observe/index.ts'

/** What the cache did for one request. */
interface Outcomes {
  hits: number
  stale: number
  misses: number
  /** Milliseconds, by function. */
  readonly fills: [id: string, duration: number][]
}

/** The routes, with a line for each request and what the cache did for it in `Server-Timing`. */
export function logged(routes: Routes, print: (line: string) => void): Routes {
  listen()
  return {
    fetch: (request, context) =>
      requests.run({ hits: 0, stale: 0, misses: 0, fills: [] }, async () => {
        const outcomes = requests.getStore()!
        const start = performance.now()
        const { method, url } = request
        const response = await routes.fetch(request, context)
        const duration = performance.now() - start
        const { pathname, search } = new URL(url)
        print(line(`${method} ${pathname}${search}`, response, duration, outcomes))
        const headers = new Headers(response.headers)
        headers.append('server-timing', serverTiming(duration, outcomes))
        return changed(response, headers, undefined)
      }),
  }
}

const requests = new AsyncLocalStorage<Outcomes>()
let isListening = false

/** Listeners run where the call was made, and so know its request. */
function listen(): void {
  if (isListening) return
  isListening = true
  const count = (name: 'hits' | 'stale' | 'misses') => (): void => {
    const outcomes = requests.getStore()
    if (outcomes !== undefined) outcomes[name]++
  }
  subscribe('hit', count('hits'))
  subscribe('stale', count('stale'))
  subscribe('miss', count('misses'))
  subscribe('fill', ({ function: id, duration }) => requests.getStore()?.fills.push([id, duration]))
}

function line(asked: string, response: Response, duration: number, outcomes: Outcomes): string {
  const kept = response.headers.get('x-use-cache')
  const cache = [kept === null ? '' : `response ${kept}`, inWords(outcomes)].filter((text) => text !== '').join(', ')
  const time = `${duration.toFixed(duration < 10 ? 1 : 0)} ms`
  return `${status(response.status)} ${asked}  ${styleText('dim', time)}${cache === '' ? '' : `  ${cache}`}`
}

function inWords({ hits, stale, misses }: Outcomes): string {
  const parts = [
    [hits, hits === 1 ? 'hit' : 'hits', 'green'],
    [stale, 'stale', 'cyan'],
    [misses, misses === 1 ? 'miss' : 'misses', 'yellow'],
  ] as const
  return parts
    .flatMap(([number, word, color]) => (number === 0 ? [] : [styleText(color, `${number} ${word}`)]))
    .join(', ')
}

function status(code: number): string {
  return styleText(code >= 500 ? 'red' : code >= 400 ? 'yellow' : 'green', String(code))
}

/** `app;dur=12.3, cache;desc="1 hit, 2 misses", fill;desc="getProducts";dur=10.2` */
function serverTiming(duration: number, { hits, stale, misses, fills }: Outcomes): string {
  const all = [`app;dur=${duration.toFixed(1)}`, `cache;desc="hits=${hits} stale=${stale} misses=${misses}"`]
  for (const [id, took] of fills.slice(0, 20)) {
    all.push(`fill;desc="${id.replace(/[^\x20-\x7e]|["\\]/g, '?')}";dur=${took.toFixed(1)}`)
  }
  return all.join(', ')
}
