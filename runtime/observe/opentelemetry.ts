import {
  type Attributes,
  context,
  type Meter,
  metrics,
  type MeterProvider,
  ROOT_CONTEXT,
  type Span,
  SpanStatusCode,
  trace,
  type Tracer,
  type TracerProvider,
} from '@opentelemetry/api'
import type { Filled, Rest } from '../call/entry.ts'
import type { Ending } from '../value/recorder.ts'
import { inUse } from '../instance.ts'
import { messageOf } from '../message-of.ts'
import { aroundFills, type FillStart } from './around-fills.ts'
import type { CacheEvents } from './cache-event.ts'
import { subscribe } from './subscribe.ts'

/** How `instrument` reports. */
export interface InstrumentOptions {
  /** Where spans go; the global one unless set. */
  readonly tracerProvider?: TracerProvider | undefined
  /** Where metrics go; the global one unless set. */
  readonly meterProvider?: MeterProvider | undefined
  /** Whether spans carry the arguments (`use_cache.arguments`), shortened and redacted. Default: false. */
  readonly arguments?: boolean | undefined
}

/**
 * Reports to OpenTelemetry, until the function it returns is called: a span for each run of a cached function's body, under the span of the caller that waits for it, and what the body does under that;
 * metrics for calls, fills, evictions, invalidations, failures of stores and memory. Needs `@opentelemetry/api`; call it after the SDK was started.
 *
 * Call it once: two instrumentations count everything twice.
 */
export function instrument(options: InstrumentOptions = {}): () => void {
  const tracer = (options.tracerProvider ?? trace).getTracer(scopeName)
  const meter = (options.meterProvider ?? metrics).getMeter(scopeName)
  const stops = [...traceFills(tracer, options.arguments === true), ...countCalls(meter), observeMemory(meter)]
  return () => {
    for (const stop of stops) stop()
  }
}

const scopeName = 'use-cache'

function traceFills(tracer: Tracer, withArguments: boolean): readonly (() => void)[] {
  const spans = new WeakSet<Span>()
  return [
    aroundFills((start, fill) => {
      const span = startSpan(tracer, start, withArguments)
      spans.add(span)
      const surrounding = start.background ? ROOT_CONTEXT : context.active()
      return context.with(trace.setSpan(surrounding, span), () => ended(span, fill()))
    }),
    subscribe('fill', ({ bytes, kept, tags }) => {
      const span = trace.getActiveSpan()
      if (span === undefined || !spans.has(span)) return
      span.setAttributes({ 'use_cache.size': bytes, 'use_cache.kept': kept, 'use_cache.tags': [...tags] })
    }),
  ]
}

/** A refresh outlives the request whose call started it: its span has a trace of its own, with a link to that. */
function startSpan(tracer: Tracer, { call, background }: FillStart, withArguments: boolean): Span {
  const attributes: Attributes = { ...nameOf(call), 'use_cache.background': background }
  if (withArguments) attributes['use_cache.arguments'] = [...call.arguments]
  const starter = trace.getActiveSpan()?.spanContext()
  const links = background && starter !== undefined ? [{ context: starter }] : []
  return tracer.startSpan(`fill ${call.function}`, { attributes, links, root: background })
}

async function ended(span: Span, fill: Promise<Filled>): Promise<Filled> {
  try {
    const filled = await fill
    void endWith(span, filled.rest)
    return filled
  } catch (error) {
    fail(span, error)
    throw error
  }
}

/** When all of the result has come, or it is certain that it will not be kept. */
async function endWith(span: Span, rest: Rest | undefined): Promise<void> {
  if (rest === undefined) return span.end()
  const ending = await new Promise<Ending>((resolve) => rest.recorder.whenEnded(resolve))
  if (ending.as === 'failed') fail(span, ending.error)
  else span.end()
}

function fail(span: Span, error: unknown): void {
  span.setAttribute('error.type', typeOf(error))
  span.recordException(error instanceof Error ? error : String(error))
  span.setStatus({ code: SpanStatusCode.ERROR, message: messageOf(error) })
  span.end()
}

function countCalls(meter: Meter): readonly (() => void)[] {
  const calls = meter.createCounter('use_cache.calls', {
    description: 'Calls of cached functions, by what became of them.',
    unit: '{call}',
  })
  const durations = meter.createHistogram('use_cache.fill.duration', {
    description: 'How long the bodies of cached functions ran.',
    unit: 's',
    advice: { explicitBucketBoundaries: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] },
  })
  const evictions = meter.createCounter('use_cache.evictions', {
    description: 'Results removed to make room.',
    unit: '{entry}',
  })
  const invalidations = meter.createCounter('use_cache.invalidations', {
    description: 'Tags and paths invalidated.',
    unit: '{invalidation}',
  })
  const failures = meter.createCounter('use_cache.store.errors', {
    description: 'Requests that a store failed.',
    unit: '{error}',
  })
  const count = (event: CacheEvents['hit' | 'stale' | 'miss' | 'bypass']): void =>
    calls.add(1, {
      ...nameOf(event),
      'use_cache.outcome': event.type,
      ...('reason' in event && { 'use_cache.reason': event.reason }),
    })
  const measure = (event: CacheEvents['fill' | 'error']): void =>
    durations.record(event.duration / 1000, {
      ...nameOf(event),
      'use_cache.background': event.background,
      ...(event.type === 'error' && { 'error.type': typeOf(event.error) }),
    })
  return [
    subscribe('hit', count),
    subscribe('stale', count),
    subscribe('miss', count),
    subscribe('bypass', count),
    subscribe('fill', measure),
    subscribe('error', measure),
    subscribe('evict', (event) => evictions.add(1, { ...nameOf(event), 'use_cache.store': event.store })),
    subscribe('invalidate', () => invalidations.add(1)),
    subscribe('store-error', ({ store, operation, error }) =>
      failures.add(1, {
        'use_cache.store': store,
        'use_cache.operation': operation,
        'error.type': typeOf(error),
      }),
    ),
  ]
}

function observeMemory(meter: Meter): () => void {
  const size = meter.createObservableUpDownCounter('use_cache.memory.size', {
    description: 'What results and their keys take in memory.',
    unit: 'By',
  })
  const entries = meter.createObservableUpDownCounter('use_cache.memory.entries', {
    description: 'Results in memory.',
    unit: '{entry}',
  })
  const observeSize: Parameters<typeof size.addCallback>[0] = (result) => result.observe(inUse.runtime.memory.bytes)
  const observeEntries: Parameters<typeof size.addCallback>[0] = (result) =>
    result.observe(inUse.runtime.memory.entries)
  size.addCallback(observeSize)
  entries.addCallback(observeEntries)
  return () => {
    size.removeCallback(observeSize)
    entries.removeCallback(observeEntries)
  }
}

function nameOf({ function: id, kind }: { readonly function: string; readonly kind: string }): Attributes {
  return { 'code.function.name': id, 'use_cache.kind': kind }
}

/** The attribute of the conventions: a class, never a message. */
function typeOf(error: unknown): string {
  return error instanceof Error ? error.name : '_OTHER'
}
