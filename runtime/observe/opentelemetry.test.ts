import { context, metrics, SpanStatusCode, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import * as sdk from '@opentelemetry/sdk-metrics'
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cached } from '../fixture-cached.ts'
import { cacheLife, cacheTag, revalidateTag, updateTag } from '../index.ts'
import { testCache } from '../testing.ts'
import { nextTurn } from '../time/turn.ts'
import { instrument } from './opentelemetry.ts'

const spans = new InMemorySpanExporter()
const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] })

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  trace.setGlobalTracerProvider(tracerProvider)
})
afterAll(() => {
  context.disable()
  trace.disable()
  metrics.disable()
})

const tracer = trace.getTracer('app')

test('each run of a body has a span, under that of its caller and above what it does', async () => {
  using _cache = testCache()
  using _ = instrumented({ arguments: true })
  const price = cached('src/price.ts#price', async (sku: string) => {
    cacheTag('prices')
    await Promise.resolve()
    tracer.startActiveSpan('query', (span) => span.end())
    return sku.length
  })
  const list = cached('src/list.ts#list', async () => await price('tea'))
  const found = await record(() =>
    tracer.startActiveSpan('GET /', async (span) => {
      await list()
      await list()
      span.end()
    }),
  )
  expect(tree(found)).toEqual([
    'GET /',
    'GET / > fill src/list.ts#list',
    'fill src/list.ts#list > fill src/price.ts#price',
    'fill src/price.ts#price > query',
  ])
  expect(found.find(({ name }) => name.includes('price#') || name.endsWith('#price'))?.attributes).toEqual({
    'code.function.name': 'src/price.ts#price',
    'use_cache.kind': 'default',
    'use_cache.background': false,
    'use_cache.arguments': ['"tea"'],
    'use_cache.size': 0,
    'use_cache.kept': true,
    'use_cache.tags': ['prices'],
  })
})

test('a refresh has a trace of its own, linked to the span whose call began it', async () => {
  using cache = testCache()
  using _ = instrumented()
  const read = cached('a.ts#read', async () => cacheTag('t'))
  await read()
  await revalidateTag('t', 'max')
  const [request, refresh] = await record(async () => {
    await tracer.startActiveSpan('GET /', async (span) => {
      await read()
      span.end()
    })
    await cache.settled()
  })
  expect(refresh?.attributes).toMatchObject({ 'use_cache.background': true })
  expect(refresh?.attributes).not.toHaveProperty('use_cache.arguments')
  expect(refresh?.parentSpanContext).toBeUndefined()
  expect(refresh?.links.map((link) => link.context.spanId)).toEqual([request?.spanContext().spanId])
})

test('a body that fails ends its span with the error', async () => {
  using _cache = testCache()
  using _ = instrumented()
  const read = cached('a.ts#read', async (error: unknown) => {
    throw error
  })
  const [span] = await record(async () => await read(new TypeError('no')).catch(() => {}))
  expect(span?.status).toEqual({ code: SpanStatusCode.ERROR, message: 'no' })
  expect(span?.attributes).toMatchObject({ 'error.type': 'TypeError' })
  expect(span?.events.map(({ name }) => name)).toEqual(['exception'])
  const [other] = await record(async () => await read(7).catch(() => {}))
  expect(other?.attributes).toMatchObject({ 'error.type': '_OTHER' })
})

test('a span lasts until the stream in the result has come, or has failed', async () => {
  using _cache = testCache({ maxRecording: 1000 })
  using _ = instrumented()
  const rows = cached('a.ts#rows', async (end: 'close' | 'break' | 'endless') =>
    (async function* () {
      cacheTag('rows')
      yield 'tea'
      await nextTurn()
      if (end === 'break') throw new RangeError('broken')
      if (end === 'endless') for (;;) yield 'x'.repeat(600)
    })(),
  )
  const [closed] = await record(async () => {
    await rows('close')
    expect(spans.getFinishedSpans()).toEqual([])
    await nextTurn()
    await nextTurn()
  })
  expect(closed?.attributes).toMatchObject({ 'use_cache.kept': true, 'use_cache.tags': ['rows'] })
  expect(closed?.attributes['use_cache.size']).toBeGreaterThan(0)
  const [broken] = await record(async () => {
    const items = await rows('break')
    await items.next()
    await items.next().catch(() => {})
  })
  expect(broken?.status).toEqual({ code: SpanStatusCode.ERROR, message: 'broken' })
  const [unkept] = await record(async () => {
    const items = await rows('endless')
    for (let item = 0; item < 5; item++) await items.next()
    await items.return()
  })
  expect(unkept?.attributes).toMatchObject({ 'use_cache.kept': false })
})

test('counts calls by what became of them, and measures the rest', async () => {
  using cache = testCache({ maxEntries: 2 })
  const exporter = new sdk.InMemoryMetricExporter(sdk.AggregationTemporality.CUMULATIVE)
  const reader = new sdk.PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 1_000_000 })
  using _ = instrumented({ meterProvider: new sdk.MeterProvider({ readers: [reader] }) })
  const read = cached('a.ts#read', async (id: number) => {
    cacheLife('hours')
    cacheTag(`t${id}`)
    if (id === 0) throw new Error('down')
    return id
  })
  await Promise.all([read(1), read(1)])
  await read(1)
  await read(0).catch(() => {})
  await revalidateTag('t1', 'hours')
  await read(1)
  await cache.settled()
  await updateTag('t1')
  await read(1)
  await read(2)
  await read(3)
  await cached('a.ts#mine', async () => 0, { kind: 'private' })()
  await reader.forceFlush()
  const points = pointsOf(exporter)
  expect(points.get('use_cache.calls')).toEqual({
    'a.ts#read default hit': 1,
    'a.ts#read default stale old': 1,
    'a.ts#read default miss absent': 5,
    'a.ts#read default miss expired': 1,
    'a.ts#mine private bypass no-request': 1,
  })
  expect(points.get('use_cache.fill.duration')).toEqual({
    'a.ts#read default false': 4,
    'a.ts#read default true': 1,
    'a.ts#read default false Error': 1,
    'a.ts#mine private false': 1,
  })
  expect(points.get('use_cache.evictions')).toEqual({ 'a.ts#read default memory': 1 })
  expect(points.get('use_cache.invalidations')).toEqual({ '': 2 })
  expect(points.get('use_cache.memory.entries')).toEqual({ '': 2 })
  expect(points.get('use_cache.memory.size')?.['']).toBeGreaterThan(400)
})

test('reports nothing any more when it was stopped', async () => {
  using _cache = testCache()
  instrument()()
  expect(await record(async () => await cached('a.ts#read', async () => 0)())).toEqual([])
})

function instrumented(options?: Parameters<typeof instrument>[0]): Disposable {
  return { [Symbol.dispose]: instrument(options) }
}

/** The spans that ended while `work` ran, by when they started. */
async function record(work: () => Promise<unknown>): Promise<ReadableSpan[]> {
  spans.reset()
  await work()
  const order = spans.getFinishedSpans()
  return order.toSorted((one, other) => depth(one, order) - depth(other, order))
}

function depth(span: ReadableSpan, all: readonly ReadableSpan[]): number {
  const parent = parentOf(span, all)
  return parent === undefined ? span.links.length : 1 + depth(parent, all)
}

function parentOf(span: ReadableSpan, all: readonly ReadableSpan[]): ReadableSpan | undefined {
  return all.find((other) => other.spanContext().spanId === span.parentSpanContext?.spanId)
}

function tree(all: readonly ReadableSpan[]): string[] {
  return all.map((span) => {
    const parent = parentOf(span, all)
    return parent === undefined ? span.name : `${parent.name} > ${span.name}`
  })
}

/** By the name of the metric, then by its attributes: the sum, or for a histogram how many values it has. */
function pointsOf(exporter: sdk.InMemoryMetricExporter): ReadonlyMap<string, Record<string, number>> {
  const all = exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics))
  return new Map(
    all.map(({ descriptor, dataPoints }) => [
      descriptor.name,
      Object.fromEntries(
        dataPoints.map(({ attributes, value }) => [
          Object.values(attributes).join(' '),
          typeof value === 'number' ? value : value.count,
        ]),
      ),
    ]),
  )
}
