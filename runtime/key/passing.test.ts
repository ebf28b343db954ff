import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { cached, capturing } from '../fixture-cached.ts'
import { ValueError } from '../index.ts'
import { testCache } from '../testing.ts'

class Session {
  readonly user: string
  constructor(user: string) {
    this.user = user
  }
}

/** As React makes them. */
function element(type: unknown, props: object = {}): object {
  return { $$typeof: Symbol.for('react.transitional.element'), type, key: null, props, _owner: null }
}

describe('an argument that can be no part of a key', () => {
  test('is handed back: to each caller its own, on hits too', async () => {
    using cache = testCache()
    const f = cached('a.ts#f', async (session: Session, n: number) => ({ session, list: [session, n] }))
    const [ann, bob] = [new Session('ann'), new Session('bob')]
    for (const session of [ann, bob, ann]) {
      const answer = await f(session, 1)
      expect(answer.session).toBe(session)
      expect(answer.list).toEqual([session, 1])
      expect(answer.list[0]).toBe(session)
    }
    expect(cache.counts).toMatchObject({ fills: 1, hits: 2 })
  })

  test('may be the result itself, or come out of a stream or a promise', async () => {
    using cache = testCache()
    const same = cached('a.ts#same', async (value: unknown) => value)
    const later = cached('a.ts#later', async (value: unknown) => ({ later: Promise.resolve({ value }) }))
    const stream = cached('a.ts#stream', async (value: unknown) => ReadableStream.from([[value]]))
    for (const load of [
      (): void => {},
      (): void => {},
      new Request('https://a.example'),
      new ReadableStream(),
      Session,
    ]) {
      expect(await same(load)).toBe(load)
      expect((await (await later(load)).later).value).toBe(load)
      for await (const [value] of await stream(load)) expect(value).toBe(load)
    }
    // Functions are told from objects, and nothing else.
    expect(cache.counts).toMatchObject({ fills: 6, hits: 9 })
  })

  test('callers that wait for one run get their own', async () => {
    using cache = testCache()
    const f = cached('a.ts#f', async (session: Session) => [session])
    const sessions = [new Session('a'), new Session('b'), new Session('c')]
    const answers = await Promise.all(sessions.map((session) => f(session)))
    expect(answers.map(([session]) => session)).toEqual(sessions)
    for (const [index, [session]] of answers.entries()) expect(session).toBe(sessions[index])
    expect(cache.counts.fills).toBe(1)
  })

  test('stays apart from the others, and from what can be', async () => {
    using cache = testCache()
    const f = cached('a.ts#f', async (...args: unknown[]) => args)
    const [one, other] = [new Session('one'), new Session('other')]
    const calls = [[one, other], [one, one], [one], [undefined], [null], [{}], [() => {}], [other, null]]
    for (const args of calls) expect(await f(...args)).toEqual(args)
    for (const args of calls) expect(await f(...args)).toEqual(args)
    expect(cache.counts).toMatchObject({ fills: calls.length, hits: calls.length })
  })

  test('may be handed on to another cached function', async () => {
    using cache = testCache()
    const inner = cached('a.ts#inner', async (session: Session, props: object) => ({ inner: session, props }))
    const outer = cached('a.ts#outer', async (session: Session, child: object) => inner(session, { child }))
    for (const [session, child] of [
      [new Session('a'), element('a')],
      [new Session('b'), element('b')],
    ] as const) {
      const answer = await outer(session, child)
      expect(answer.inner).toBe(session)
      expect((answer.props as { child: object }).child).toBe(child)
    }
    expect(cache.countsOf(outer)).toMatchObject({ fills: 1, hits: 1 })
  })

  test('is whole again behind a stale answer, and after promises were awaited', async () => {
    using cache = testCache()
    const f = cached('a.ts#f', async (session: Session, later: Promise<number>) => [session, await later])
    const session = new Session('a')
    for (let call = 0; call < 2; call++) expect((await f(session, Promise.resolve(1)))[0]).toBe(session)
    expect(cache.counts).toMatchObject({ fills: 1, hits: 1 })
  })
})

test('a thenable that is no promise is refused: it would be awaited by whoever is handed it', async () => {
  class Query {
    then(resolve: (rows: unknown) => void): void {
      resolve([])
    }
  }
  const f = cached('a.ts#f', async (...args: unknown[]) => args.length, { parameters: ['id', 'query'] })
  const lazy = Object.assign(function lazy() {}, { then: () => {} })
  for (const [query, what] of [
    [new Query(), 'class Query'],
    [lazy, 'the function lazy'],
  ] as const) {
    await expect(f(1, query)).rejects.toMatchObject({
      code: 'uncacheable-argument',
      message: `a.ts#f: argument 2 (query): ${what}, which is awaited like a promise, cannot be part of a cache key. Await it and pass what comes of it.`,
    })
  }
  expect(await f(1, { then: 'a text' })).toBe(2)
})

describe('JSX', () => {
  const Comments = (): null => null

  test('passes through also inside of props', async () => {
    using cache = testCache()
    const layout = cached(
      'a.tsx#Layout',
      async ({ title, children, list }: { title: string; children: object; list: object[] }) =>
        element('main', { children: [title, children, list] }),
    )
    for (const text of ['first', 'second']) {
      const children = element(Comments, { text })
      const list = [element('li', { text })]
      const { props } = (await layout({ title: 'tea', children, list })) as { props: { children: unknown[] } }
      expect(props.children[1]).toBe(children)
      expect((props.children[2] as unknown[])[0]).toBe(list[0])
    }
    expect(cache.counts).toMatchObject({ fills: 1, hits: 1 })
  })

  test('is what was passed, though the caller has put something else in its place since', async () => {
    using _ = testCache()
    const layout = cached('a.tsx#Layout', async (props: { children: object }) => [props.children])
    const [first, second] = [element('a'), element('b')]
    const props = { children: first }
    const asked = [layout(props)]
    props.children = second
    asked.push(layout(props))
    props.children = element('c')
    const [[one], [other]] = (await Promise.all(asked)) as [[object], [object]]
    expect(one).toBe(first)
    expect(other).toBe(second)
  })

  test('is named when it is looked at', async () => {
    using _ = testCache()
    const f = cached('a.tsx#f', async ({ children }: { children: { type: unknown } }) => children.type, {
      parameters: ['props'],
    })
    await expect(f({ children: element('a') as never })).rejects.toThrow(
      'a.tsx#f: argument 1 (props), .children, is a JSX element, which cannot be part of a cache key. ' +
        'The function gets it to hand on only, but read .type of it. Pass `props.children.type` instead, or what is needed of it.',
    )
  })

  test('is refused as a capture, and where nothing leads to it', async () => {
    using _ = testCache()
    const f = capturing(
      'a.tsx#f',
      () => [{ children: element(Comments) }],
      async () => 1,
      { captures: ['props'] },
    )
    await expect(f()).rejects.toThrow(
      'a.tsx#f: captured variable props.children: a JSX element cannot be part of a cache key.',
    )
    const g = cached('a.tsx#g', async (_map: unknown) => 1)
    await expect(g(new Map([['a', element('a')]]))).rejects.toThrow(
      'argument 1 (_map), .values()[0]: a JSX element cannot be',
    )
  })
})

describe('touching it', () => {
  type Deed = (value: never) => unknown
  async function messageOf(deed: Deed, value: unknown = new Session('a')): Promise<string> {
    const f = cached('src/a.ts#f', async (session: unknown) => deed(session as never), { parameters: ['session'] })
    const error: unknown = await f(value).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ValueError)
    expect((error as ValueError).code).toBe('uncacheable-argument')
    return (error as Error).message
  }

  test('names the function, the argument, its class, the deed and what to do', async () => {
    using cache = testCache()
    expect(await messageOf((session: Session) => session.user)).toBe(
      'src/a.ts#f: argument 1 (session) is class Session, which cannot be part of a cache key. ' +
        'The function gets it to hand on only, but read .user of it. Pass `session.user` instead, or what is needed of it.',
    )
    expect(cache.counts).toMatchObject({ errors: 1, fills: 0 })
  })

  test('in whatever way', async () => {
    using _ = testCache()
    const deeds: [Deed, string][] = [
      [(value: string) => `tea for ${value}`, 'asked for its Symbol.toPrimitive'],
      [(value: never) => +value, 'asked for its Symbol.toPrimitive'],
      [(value: object) => JSON.stringify(value), 'read .toJSON of it'],
      [(value: object) => Object.keys(value), 'listed its properties'],
      [(value: object) => ({ ...value }), 'listed its properties'],
      [(value: object) => value instanceof Session, 'asked for its class'],
      [(value: object) => 'user' in value, 'looked for .user in it'],
      [(value: { user: string }) => (value.user = 'b'), 'set .user of it'],
      [(value: object) => Object.freeze(value), 'froze it'],
    ]
    for (const [deed, words] of deeds) expect(await messageOf(deed)).toContain(`but ${words}.`)
    const called = await messageOf(
      (load: () => void) => load(),
      function load() {},
    )
    expect(called).toContain('argument 1 (session) is the function load, which cannot')
    expect(called).toContain('but called it. Pass the data that the function needs')
  })

  test('a debugger and typeof see that something is there', async () => {
    using _ = testCache()
    const f = cached('a.ts#f', async (value: unknown) => [typeof value, inspect(value)])
    expect(await f(new Session('a'))).toEqual(['object', "PassedThrough { value: 'class Session' }"])
    expect((await f(() => {}))[0]).toBe('function')
  })
})
