import { VISITOR_KEYS } from '@babel/types'
import { describe, expect, test } from 'vitest'
import type { FunctionFact, ModuleFacts, ValueFact } from '../facts.ts'
import type { Span } from '../source.ts'
import { children } from './babel/children.ts'
import { readBabel } from './babel.ts'

function read(source: string, id = 'module.ts'): ModuleFacts {
  const result = readBabel(source, { id })
  if ('error' in result) throw new Error(`${result.error.message} at ${result.error.span.start}`)
  return result.facts
}

function errorOf(source: string, id = 'module.ts'): { readonly message: string; readonly span: Span } {
  const result = readBabel(source, { id })
  if ('facts' in result) throw new Error('this should not parse')
  return result.error
}

/** The text of each span, at any depth: facts in the shape in which a person checks them. */
function inText(source: string, fact: unknown): unknown {
  if (Array.isArray(fact)) return fact.map((item) => inText(source, item))
  if (typeof fact !== 'object' || fact === null) return fact
  const fields = Object.entries(fact)
  if (fields.length === 2 && 'start' in fact && 'end' in fact) return source.slice(Number(fact.start), Number(fact.end))
  return Object.fromEntries(fields.map(([key, value]) => [key, inText(source, value)]))
}

/** The only function with an attempt at the directive. */
function cached({ functions }: ModuleFacts): FunctionFact {
  const [only, ...others] = functions.filter(({ directives }) => directives.length > 0)
  expect(others).toEqual([])
  return only!
}

/** `name.path`, with ` =` for writes, of each reference of the only cached function. */
function references(source: string, id?: string): string[] {
  const facts = read(source, id)
  return cached(facts).references.map(
    ({ binding, path, access }) =>
      [facts.bindings[binding]!.name, ...path].join('.') + (access === 'write' ? ' =' : ''),
  )
}

describe('the module', () => {
  test.each([
    ['import x from "x"', 'esm'],
    ['import type { X } from "x"', 'esm'],
    ['import x = require("x")', 'esm'],
    ['export {}', 'esm'],
    ['export = 1', 'esm'],
    ['import.meta.url', 'esm'],
    ['await f()', 'esm'],
    ['for await (const x of y);', 'esm'],
    ['await using x = f()', 'esm'],
    ['async function f() { await g(); for await (const x of y); await using z = y }', 'script'],
    ['const x = import("x")', 'script'],
    ['var await = 1', 'script'],
    ['with (x) y', 'script'],
    ['return', 'script'],
  ])('%s is %s', (source, format) => {
    expect(read(source).format).toBe(format)
  })

  test.each([
    ['|f()', 'm.js'],
    ['\uFEFF|f()', 'm.js'],
    ['#!/usr/bin/env node\n|f()', 'm.js'],
    ['\uFEFF#!/usr/bin/env node\r\n|f()', 'm.js'],
    ['"use strict"|\nf()', 'm.js'],
    ['// first\n"use strict";  \'use cache\';| f()', 'm.js'],
    ['#!/usr/bin/env node\n"use client";|\nf()', 'm.js'],
  ])('code begins at the bar in %j', (marked, id) => {
    const source = marked.replace('|', '')
    expect(read(source, id).bodyStart).toBe(marked.indexOf('|'))
  })

  test('directives are as written', () => {
    const source = `'use \\x63ache'\n"use strict";`
    expect(inText(source, read(source).directives)).toEqual([
      { text: 'use \\x63ache', span: `'use \\x63ache'`, statement: `'use \\x63ache'` },
      { text: 'use strict', span: '"use strict"', statement: '"use strict";' },
    ])
  })
})

describe('strays', () => {
  test('say how they look and whose body they are in', () => {
    const source = `
      import 'x'
      'use cache'
      async function f() { ('use cache'); { "use cache"; } 'use cached' as string }
      class C { 'use cache'; static m() { \`use cache\`; (\`use cache\`) } static { 'use cache' } }
      namespace N { 'use cache' }
      const arrow = () => class { "use cache" = 1; ['use cache']; 'use cache': string }
      'something else'
    `
    expect(
      inText(
        source,
        read(source).strays.map(({ bodyStart, topLevel, ...stray }) => ({
          ...stray,
          in: bodyStart === null ? (topLevel ? 'module' : null) : source.slice(bodyStart - 4, bodyStart),
        })),
      ),
    ).toEqual([
      { text: 'use cache', span: "'use cache'", statement: "'use cache'", form: 'string', in: 'module' },
      { text: 'use cache', span: "'use cache'", statement: "('use cache');", form: 'parenthesized', in: '() {' },
      { text: 'use cache', span: '"use cache"', statement: '"use cache";', form: 'string', in: '() {' },
      { text: 'use cached', span: "'use cached'", statement: "'use cached' as string", form: 'string', in: '() {' },
      { text: 'use cache', span: "'use cache'", statement: "'use cache';", form: 'class-field', in: null },
      { text: 'use cache', span: '`use cache`', statement: '`use cache`;', form: 'template', in: '() {' },
      { text: 'use cache', span: '`use cache`', statement: '(`use cache`)', form: 'template', in: '() {' },
      { text: 'use cache', span: "'use cache'", statement: "'use cache'", form: 'string', in: null },
      { text: 'use cache', span: "'use cache'", statement: "'use cache'", form: 'string', in: null },
      { text: 'use cache', span: "'use cache'", statement: "'use cache': string", form: 'class-field', in: null },
    ])
  })

  test('a prologue that begins with parentheses is none', () => {
    const facts = read(`function f() { ('use cache'); 'use cache' }`)
    expect(facts.strays.map(({ form }) => form)).toEqual(['parenthesized', 'string'])
    expect(facts.functions[0]!.directives).toEqual([])
  })
})

describe('functions', () => {
  test('a declaration', () => {
    const source = `export default async  function*  load<T extends {}>(a: T, b = 1, ...c: T[]): AsyncGenerator<T> { 'use client'; 'use cache'
    }`
    const [fact] = read(source).functions
    expect(inText(source, fact)).toEqual({
      span: source.slice('export default '.length),
      shape: 'declaration',
      owner: null,
      async: true,
      generator: true,
      name: 'load',
      named: 'self',
      path: ['load'],
      asyncToken: 'async  ',
      functionToken: 'function',
      signature: source.indexOf('<'),
      parametersStart: source.indexOf('a: T'),
      parenthesized: true,
      thisParameterOnly: false,
      parameters: [
        { span: 'a: T', default: false, rest: false, decorators: null },
        { span: 'b = 1', default: true, rest: false, decorators: null },
        { span: '...c: T[]', default: false, rest: true, decorators: null },
      ],
      returnType: 'AsyncGenerator<T>',
      body: source.slice(source.indexOf("{ 'use client'")),
      directives: [
        { text: 'use client', span: "'use client'", statement: "'use client';" },
        { text: 'use cache', span: "'use cache'", statement: "'use cache'" },
      ],
      parent: null,
      nested: false,
      hoist: 0,
      inBlock: false,
      key: null,
      decorated: false,
      uses: [],
      evals: [],
      references: [],
      parameterReferences: [],
      declares: ['a', 'b', 'c'],
      takes: [],
      returns: [],
      redeclared: [],
    })
  })

  test.each([
    [
      'const f = async x => ({ x })',
      {
        signature: 'x =>',
        parametersStart: 'x =>',
        parenthesized: false,
        body: '({ x })',
        asyncToken: 'async ',
        functionToken: null,
      },
    ],
    [
      'const f = async (x) => ((x)) as string',
      { signature: '(x)', parametersStart: 'x)', parenthesized: true, body: '((x)) as string', asyncToken: 'async ' },
    ],
    [
      'const f = async/* */(/* none */) : Promise<() => void> => /* = */ g',
      { signature: '(/*', parametersStart: '/* none', body: 'g', asyncToken: 'async' },
    ],
    ['const f = <T,>(x: T, ): T => (x)', { signature: '<T', parametersStart: 'x: T', body: '(x)', asyncToken: null }],
    ['const f = ((x) => x)', { span: '(x) => x', signature: '(x)', body: 'x' }],
    [
      'const f = async /* function */ function /* ( */ g /* ( */ (x) { }',
      { signature: '(x)', parametersStart: 'x)', functionToken: 'function', body: '{ }' },
    ],
    [
      'class C extends D { static override async /* ( */ f /* ( */ (x) { "use cache" } }',
      {
        span: 'static override async /* ( */ f /* ( */ (x) { "use cache" }',
        signature: '(x)',
        asyncToken: 'async ',
        functionToken: null,
      },
    ],
    ['class C { static async *[(a)](x) { "use cache" } }', { signature: '(x)', parametersStart: 'x)', key: null }],
    ['class C { async "a b"?(x) { "use cache" } }', { signature: '(x)', key: '"a b"', name: 'a b' }],
    [
      'class C { static async async<T>(x) { "use cache" } }',
      { signature: '<T>', parametersStart: 'x)', asyncToken: 'async ', key: 'async' },
    ],
    [
      'class C { @a() @b /* c */ static async f() { "use cache" } }',
      { span: 'static async f() { "use cache" }', decorated: true },
    ],
  ])('the parts of %s', (source, parts) => {
    const fact = read(source).functions[0]!
    for (const [part, expected] of Object.entries(parts)) {
      const value = fact[part as keyof FunctionFact]
      if (typeof value === 'number')
        expect([part, source.slice(value, value + String(expected).length)]).toEqual([part, expected])
      else expect([part, inText(source, value)]).toEqual([part, expected])
    }
  })

  test.each([
    ['(this: void)', { parametersStart: 10, thisParameterOnly: true, parameters: [] }],
    ['(this: void, )', { parametersStart: 11, thisParameterOnly: false, parameters: [] }],
    [
      '(this: Map<a, b> /* , */ , x?: number)',
      { parametersStart: 25, thisParameterOnly: false, parameters: ['x?: number'] },
    ],
  ])('a `this` parameter: %s', (signature, { parametersStart, thisParameterOnly, parameters }) => {
    const source = `function f${signature} {}`
    const [fact] = read(source).functions
    expect(fact).toMatchObject({ parametersStart: 'function f'.length + parametersStart + 1, thisParameterOnly })
    expect(
      inText(
        source,
        fact!.parameters.map(({ span }) => span),
      ),
    ).toEqual(parameters)
  })

  test('decorators of parameters', () => {
    const source = `class C { async f(@a @b() x = 1, @c y) { 'use cache' } constructor(@d private readonly z: Z) { 'use cache' } }`
    expect(
      inText(
        source,
        read(source).functions.map(({ parameters }) => parameters),
      ),
    ).toEqual([
      [
        { span: 'x = 1', default: true, rest: false, decorators: '@a @b()' },
        { span: 'y', default: false, rest: false, decorators: '@c' },
      ],
      [{ span: 'private readonly z: Z', default: false, rest: false, decorators: '@d' }],
    ])
  })

  test('shapes and owners', () => {
    const source = `class C {
      constructor() { 'use cache' } get a() { 'use cache' } static set b(v) { 'use cache' } m() { 'use cache' } static #p() { 'use cache' } static f = () => { 'use cache' }
    }
    const o = { m() { 'use cache' }, get g() { 'use cache' }, f: function () { 'use cache' }, a: () => { 'use cache' } }`
    expect(
      read(source).functions.map(({ shape, owner, name, named, key, nested }) => [
        shape,
        owner,
        name,
        named,
        key,
        nested,
      ]),
    ).toEqual([
      ['constructor', 'instance', 'constructor', 'place', 'constructor', false],
      ['getter', 'instance', 'get a', 'place', 'a', false],
      ['setter', 'static', 'set b', 'place', 'b', false],
      ['method', 'instance', 'm', 'place', 'm', false],
      ['method', 'static', '#p', 'place', '#p', false],
      ['arrow', null, 'f', 'place', null, true],
      ['method', 'object', 'm', 'place', 'm', false],
      ['getter', 'object', 'get g', 'place', 'g', false],
      ['expression', null, 'f', 'place', null, false],
      ['arrow', null, 'a', 'place', null, false],
    ])
  })

  test.each([
    ['const f = function () { "use cache" }', 'f', 'place', ['f']],
    ['const f = function g() { "use cache" }', 'g', 'self', ['g']],
    ['const f = (((() => { "use cache" }) satisfies F)!)', 'f', 'place', ['f']],
    ['const { f = () => { "use cache" } } = o', 'f', 'place', ['f']],
    ['[f = () => { "use cache" }] = o', 'f', 'place', ['f']],
    ['function outer(f = () => { "use cache" }) {}', 'f', 'place', ['outer', 'f']],
    ['f ??= () => { "use cache" }', 'f', 'place', ['f']],
    ['f += () => { "use cache" }', '', 'none', ['']],
    ['(f) = () => { "use cache" }', '', 'none', ['']],
    ['o = { __proto__: () => { "use cache" } }', '', 'none', ['o', '']],
    ['o = { __proto__() { "use cache" } }', '__proto__', 'place', ['o', '__proto__']],
    ['o = { 0x10: () => { "use cache" }, }', '16', 'place', ['o', '16']],
    ['o = { 10n: () => { "use cache" }, }', '10', 'place', ['o', '10']],
    ['o = { [f]: () => { "use cache" } }', null, 'place', ['o', '']],
    ['o = { async [f]() { "use cache" } }', null, 'place', ['o', '']],
    ['export default () => { "use cache" }', 'default', 'place', ['default']],
    ['export default function () { "use cache" }', 'default', 'place', ['default']],
    ['export default class { static f() { "use cache" } }', 'f', 'place', ['default', 'f']],
    ['export default { users: { get() { "use cache" } } }', 'get', 'place', ['default', 'users', 'get']],
    ['exports.f = () => { "use cache" }', '', 'none', ['f', '']],
    ['class C { #f; m() { this.#f = { g: () => { "use cache" } } } }', 'g', 'place', ['C', 'm', '#f', 'g']],
    ['const f = wrap(() => { "use cache" })', '', 'none', ['f', '']],
    ['const C = class { static f = wrap(() => { "use cache" }) }', '', 'none', ['C', 'f', '']],
    ['const C = class D { static accessor f = () => { "use cache" } }', 'f', 'place', ['D', 'f']],
    ['class C { "a-b" = () => { "use cache" } }', 'a-b', 'place', ['C', 'a-b']],
    ['class C extends base(() => { "use cache" }) {}', '', 'none', ['']],
    [
      'namespace A.B { export namespace C { export const f = () => { "use cache" } } }',
      'f',
      'place',
      ['A', 'B', 'C', 'f'],
    ],
    ['(() => { "use cache" })()', '', 'none', ['']],
    ['function f() { return () => () => { "use cache" } }', '', 'none', ['f', '']],
  ])('the name in %s', (source, name, named, path) => {
    expect(cached(read(source))).toMatchObject({ name, named, path })
  })

  test.each([
    ['export async function f() { "use strict";| g(); async function h() { "use cache" } }'],
    ['if (a) {| function h() { "use cache" } }'],
    ['class C { static /* { */ {| function h() { "use cache" } } }'],
    ['namespace N {| export function h() { "use cache" } }'],
    ['switch (a) { case 1: b; |function h() { "use cache" } }'],
    ['"use strict";| export async function h() { "use cache" }'],
  ])('what runs before a hoisted function stands at the bar in %s', (marked) => {
    expect(read(marked.replace('|', '')).functions.find(({ name }) => name === 'h')!.hoist).toBe(marked.indexOf('|'))
  })

  test('sloppy places of declarations are their own beginning', () => {
    const source = 'label: function f() { "use cache" } if (a) function g() { "use cache" }'
    expect(read(source, 'm.js').functions.map(({ hoist }) => source.slice(hoist!, hoist! + 10))).toEqual([
      'function f',
      'function g',
    ])
  })

  test('lists what is exported, bound, passed to a cache call, or carries an attempt', () => {
    const source = `
      import { after } from 'next/server'
      import { other } from 'other'
      function declared() { function inner() {} }
      const wrapped = wrap({ a: [() => 'array'], b: () => 'b' }, c || (() => 'or'))
      let assigned
      function assigns() { assigned = () => 'assigned'; local = () => 'local'; let local }
      after(() => 'after'); other(() => 'other')
      export default () => 'default'
      class C { static s() {} i() {} static get g() {} static f = () => 'f'; constructor() {} }
      function typo() { return () => { 'use cach'; () => 'no' } }
    `
    expect(read(source).functions.map(({ path, parent }) => `${path.join('.')} ${parent}`)).toEqual([
      'declared null',
      'wrapped.a. null',
      'wrapped.b null',
      'wrapped. null',
      'assigns null',
      'assigns.assigned 4',
      ' null',
      'default null',
      'C.s null',
      'C.f null',
      'typo null',
      'typo. 10',
    ])
  })

  test('signatures without a body are not there', () => {
    const source = `function f(a: string): void; function f(a: any) {} abstract class C { static s(): void; static s(a?: any) {} abstract m(): void } declare function g(): void`
    expect(read(source).functions.map(({ path }) => path.join('.'))).toEqual(['f', 'C.s'])
  })
})

describe('uses', () => {
  test.each([
    [
      "async function f(a = this) { 'use cache'; arguments[0]; new.target; () => [this, arguments, new.target] }",
      ['this', 'arguments', 'new.target', 'this', 'arguments', 'new.target'],
    ],
    ["class C { static async f() { 'use cache'; super.x; return () => super.y() } }", ['super', 'super']],
    [
      "function f() { 'use cache'; function g() { this; arguments } class D { x = this; static { this } m() { this } } ({ m() { this }, get g() { return this } }) }",
      [],
    ],
    [
      "function f() { 'use cache'; return class extends this.A { @(this.b) [this.c]() {} static [this.d] = 1 } }",
      ['this', 'this', 'this', 'this'],
    ],
    ["function f(this: Window, x: this): asserts this is F { 'use cache'; const y: typeof this.x = 1 }", []],
    ["function f(x) { 'use cache'; x.arguments; ({ arguments: 1 }); ({ arguments }) }", ['arguments']],
    ['function f() { \'use cache\'; return <this.X a={this} arguments=""/> }', ['this', 'this']],
    ["const f = () => { 'use cache'; return this }", ['this']],
  ])('%s', (source, uses) => {
    const fact = cached(read(source, 'm.tsx'))
    expect(fact.uses.map(({ what }) => what)).toEqual(uses)
    for (const { what, span } of fact.uses) expect(source.slice(span.start, span.end)).toBe(what)
  })

  test('a declared `arguments` is a variable', () => {
    expect(read('function f() { var arguments = 1; return () => arguments }', 'm.cjs').functions[0]!.uses).toEqual([])
    expect(read('function f() { return (arguments) => arguments }', 'm.cjs').functions[0]!.uses).toEqual([])
    expect(read('var arguments; function f() { return () => arguments }', 'm.cjs').functions[0]!.uses).toHaveLength(1)
  })

  test('decorators of parameters and computed keys are the surroundings', () => {
    const facts = read(`function f() { return class { async [this.a](@(this.b) x) { 'use cache' } } }`)
    expect(facts.functions.map(({ uses }) => uses.length)).toEqual([2, 0])
  })
})

describe('captures', () => {
  test.each([
    ['what a path needs', 'r.url; r?.a!.b; (r as any).c', ['r.url', 'r.a.b', 'r.c']],
    [
      'no computed, private or called member',
      'r[0].a; r.a[b].c; r.a.b(); r.a?.(); r.a.b`x`; new r.a.b(); (0, r.a)(); (r.a as F)()',
      ['r', 'r.a', 'r.a', 'r', 'r.a', 'r.a.b', 'r.a', 'r'],
    ],
    [
      'no written or deleted member',
      'r.a.b = 1; r.a.b++; delete r.a.b; [r.a.b] = x; ({ x: r.a.b = 1, ...r.c } = x); for (r.a.b of x); r.a.b.c = 1; delete r!.a',
      ['r.a', 'r.a', 'r.a', 'r.a', 'r.a', 'r', 'r.a', 'r.a.b', 'r'],
    ],
    [
      'writes',
      'r = 1; r += 1; r++; --r; [r] = x; [r = 1] = x; ({ r } = x); ({ r = 1 } = x); ({ x: r, ...r } = x); for (r of x); for (r in x); (r as any) = 1; r! = 1; delete r.x',
      [...Array<string>(14).fill('r ='), 'r'],
    ],
    [
      'no names that are not variables',
      'x.r; ({ r: 1, r() {}, get r() {} }); class C { r = 1; static r() {} #r } r: for (;;) break r; <div r="" r-r="r"><a:r/><r-r/></div>; x?.r; import.meta.r',
      [],
    ],
    [
      'shorthand, spread, templates, tags',
      '({ r, ...r }); `${r}`; r`x`; [...r]; r?.[r]',
      ['r', 'r', 'r', 'r', 'r', 'r', 'r'],
    ],
    ['JSX', '<R/>; <r.A.B c={r.d} {...r.e}>{r.f}</r.A.B>; <r/>', ['R', 'r.A.B', 'r.d', 'r.e', 'r.f', 'r.A.B']],
    [
      'no types',
      'let a: r; let b: typeof r.x; f<typeof r>(); r as r; type r = R; interface X { r: typeof r } function g(r: r): r is R; (r) satisfies R<typeof r>',
      ['r', 'r'],
    ],
    [
      'nested functions and classes',
      '() => r.a; class C extends R { [r.b] = r.c; static { r.d } @(r.e) m(x = r.f) {} }',
      ['r.a', 'R', 'r.b', 'r.c', 'r.d', 'r.e', 'r.f'],
    ],
    [
      'nothing that is declared inside',
      '{ let r; r } (r) => r; function g() { return r; var r } try {} catch (r) { r } for (const r of R) r; class D { m(R) { return R } }',
      ['R'],
    ],
    ['nothing that an enum declares inside', 'enum E { r = 1, a = r | R.x } E.r', ['R.x']],
  ])('%s', (_, body, expected) => {
    const jsx = body.includes('</') || body.includes('/>')
    expect(
      references(
        `function outer(r: any, R: any) { return async () => { 'use cache'; ${body} } }`,
        jsx ? 'm.tsx' : 'm.ts',
      ),
    ).toEqual(expected)
  })

  test('of every kind of binding', () => {
    const source = `
      const top = 1
      export function outer(parameter, { b: renamed, ...rest }, [item = 1], optional?: string) {
        var v = 1; let l; using u = 1; const f = () => {}; const C = class {}; function g() {} class D {} enum E { A } namespace N { export const x = 1 }
        for (const inLoop of [1]) for (const key in {}) for (let i = 0; ; ) try { switch (1) { case 1: let inCase } } catch ({ message }) {
          return async (own) => { 'use cache'; own; top; globalThis
            return [parameter, renamed, rest, item, optional, v, l, u, f, C, g, D, E, N, inLoop, key, i, message] }
        }
      }`
    const { bindings } = read(source)
    expect(bindings.map(({ name, kind, holds }) => `${name}: ${kind} ${holds}`)).toEqual([
      'parameter: parameter other',
      'renamed: parameter other',
      'rest: parameter other',
      'item: parameter other',
      'optional: parameter other',
      'v: var other',
      'l: let other',
      'u: using other',
      'f: const function',
      'C: const class',
      'g: function function',
      'D: class class',
      'E: enum other',
      'N: namespace other',
      'inLoop: const other',
      'key: const other',
      'i: let other',
      'message: catch other',
    ])
    for (const { name, span } of bindings) expect(source.slice(span.start, span.end)).toBe(name)
  })

  test.each([
    ['let r = 1; r = 2', true],
    ['let r; r = 1', true],
    ['let r = 1; function w() { r++ }', true],
    ['let r = 1; ({ r } = x)', true],
    ['var r = 1; var r = 2', true],
    ['var r = 1; var r', false],
    ['function r() {} function r() {}', true],
    ['for (;;) { var r = 1 }', false],
    ['for (var r of x) {}', true],
    ['for (var r = 1;;) {}', false],
    ['const r = 1; { let r = 2; r = 3 }', false],
    ['let r = 1; r.x = 2; delete r.x', false],
    ['let r = 1; for (r of x);', true],
  ])('%s reassigns: %s', (body, reassigned) => {
    const { bindings } = read(`function outer() { ${body}; return async () => { 'use cache'; return r } }`, 'm.js')
    expect(bindings).toMatchObject([{ name: 'r', reassigned }])
  })

  test('where bindings are at home', () => {
    expect(references(`{ const r = 1; f = async () => { 'use cache'; r } }`)).toEqual(['r'])
    expect(references(`for (const r of x) f(async () => { 'use cache'; r })`)).toEqual(['r'])
    expect(references(`if (a) { var r = 1; f(async () => { 'use cache'; r }) }`)).toEqual([])
    expect(references(`namespace N { const r = 1; export async function f() { 'use cache'; return r } }`)).toEqual([])
    expect(
      references(
        `namespace N { const r = 1; export function f(s) { return async () => { 'use cache'; return [r, s] } } }`,
      ),
    ).toEqual(['s'])
    expect(references(`class r { m(s) { return async () => { 'use cache'; return [r, s] } } }`)).toEqual(['s'])
    expect(references(`const C = class r { m(s) { return async () => { 'use cache'; return [r, s] } } }`)).toEqual([
      's',
    ])
    expect(references(`const f = function r(s) { return async () => { 'use cache'; return [r, s] } }`)).toEqual(['s'])
    expect(references(`function o() { class r { static async f() { 'use cache'; return r } } }`)).toEqual(['r'])
    expect(references(`function o() { return class r { static async f() { 'use cache'; return r } } }`)).toEqual(['r'])
    expect(references(`function o() { return async function r() { 'use cache'; return r } }`)).toEqual([])
    expect(
      references(`class C { constructor(private readonly r: R) { this.f = async () => { 'use cache'; return r } } }`),
    ).toEqual(['r'])
    expect(references(`class C { static f = async () => { 'use cache'; return C } }`)).toEqual([])
    expect(references(`switch (r) { case 1: let r; f(async () => { 'use cache'; return r }) }`)).toEqual(['r'])
    expect(references(`function o(r) { switch (r) { case f(async () => { 'use cache'; return r }): let x } }`)).toEqual(
      ['r'],
    )
    expect(
      references(
        `function o(k) { return { async [k]() { 'use cache' }, async m(@k x) {} } }`.replace(', async m(@k x) {}', ''),
      ),
    ).toEqual([])
  })

  test('a function expression whose body declares its name again', () => {
    const facts = read(
      `function o() { return function r() { var r = 1; return async () => { 'use cache'; return r } } }`,
    )
    expect(facts.bindings).toMatchObject([
      { name: 'r', kind: 'var', holds: 'other', function: null, reassigned: false, span: { start: 41, end: 42 } },
    ])
  })

  test('parameter defaults see past what the body declares', () => {
    const facts = read(
      `function o(r, s) { return async (a = r, b = () => s.x) => { 'use cache'; var r = 1; let s = 2; return [r, s, a, b] } }`,
    )
    expect(facts.bindings.map(({ name, kind }) => `${name} ${kind}`)).toEqual(['r parameter', 's parameter'])
    expect(cached(facts)).toMatchObject({ references: [{ path: [] }, { path: ['x'] }], redeclared: ['r', 's'] })
  })

  test.each([
    ['the head of a switch', `switch (async () => { 'use cache'; return r }) { case 1: let r }`, 'parameter'],
    ['the cases of a switch', `switch (1) { case async () => { 'use cache'; return r }: let r }`, 'let'],
    ['a default in a catch pattern', `try {} catch ({ a = async () => { 'use cache'; return r }, r }) {}`, 'catch'],
    [
      'a default in a catch pattern',
      `try {} catch ({ a = async () => { 'use cache'; return r } }) { let r }`,
      'parameter',
    ],
    [
      'a default in a rest parameter',
      `function f(...[a = async () => { 'use cache'; return r }]) { var r }`,
      'parameter',
    ],
    ['a computed key', `class C { [async () => { 'use cache'; return r }](r) {} }`, 'parameter'],
    ['a decorator', `class C { @(async () => { 'use cache'; return r }) m(r) {} }`, 'parameter'],
    ['a heritage', `class C extends (class r { static f = async () => { 'use cache'; return r } }) {}`, 'class'],
  ])('where a name in %s leads: %s', (_, statement, kind) => {
    expect(read(`function outer(r) { ${statement} }`).bindings).toMatchObject([{ name: 'r', kind }])
  })

  test('a variable called `arguments` is not what an inner function sees', () => {
    const inner = (what: string): string =>
      `function f() { var arguments = 1; return ${what} { 'use cache'; return arguments } }`
    expect(references(inner('async () =>'), 'm.cjs')).toEqual(['arguments'])
    expect(references(inner('async function ()'), 'm.cjs')).toEqual([])
  })

  test('members of an enum are not captured by what stands in it', () => {
    expect(
      read(`function outer(r) { enum E { r = 1, a = (async () => { 'use cache'; return r })() } }`).bindings,
    ).toEqual([])
  })

  test('cached functions that know each other', () => {
    const facts = read(`
      function o() {
        async function even(n) { 'use cache'; return n === 0 || odd(n - 1) }
        const odd = async (n) => { 'use cache'; return n !== 0 && even(n - 1) && odd }
        let plain = () => 1
        return async () => { 'use cache'; return plain }
      }`)
    expect(facts.bindings.map(({ name, function: index, holds }) => [name, index, holds])).toEqual([
      ['even', 1, 'function'],
      ['odd', 2, 'function'],
      ['plain', null, 'function'],
    ])
    expect(facts.functions.map(({ references, parent }) => [references.map(({ binding }) => binding), parent])).toEqual(
      [
        [[], null],
        [[1], 0],
        [[0, 1], 0],
        [[2], 0],
      ],
    )
  })

  test('are asked for only with the directive', () => {
    const nested = `{ let r; var f = async () => { %s; return r } } export { f }`
    expect(read(nested.replace('%s', '')).functions[0]!.references).toEqual([])
    expect(read(nested.replace('%s', "'use cache'")).functions[0]!.references).toHaveLength(1)
    expect(read(`'use cache'; ${nested.replace('%s', '')}`).functions[0]!.references).toHaveLength(1)
  })

  test('what TypeScript merges in one place', () => {
    expect(
      references(
        `function o() { interface r {} const r = 1; type s = 1; function s(): void; function s(a?: any) {} enum E { A } enum E { B = A } return async () => { 'use cache'; return [r, s, E] } }`,
      ),
    ).toEqual(['r', 's', 'E'])
    expect(
      references(
        `namespace N { class C {} namespace C { export const x = 1 } export function f(r) { return async () => { 'use cache'; return [C, r] } } }`,
      ),
    ).toEqual(['r'])
  })

  test('spans are the names alone', () => {
    const source = `function o(r?: string, \\u{73}s: number) { return async () => { 'use cache'; return { r, x: ss } } }`
    const facts = read(source)
    expect(
      inText(
        source,
        facts.bindings.map(({ span }) => span),
      ),
    ).toEqual(['r', '\\u{73}s'])
    expect(
      cached(facts).references.map(({ span, shorthand }) => [source.slice(span.start, span.end), shorthand]),
    ).toEqual([
      ['r', true],
      ['ss', false],
    ])
  })
})

describe('imports and exports', () => {
  test('imports', () => {
    const source = `import a, { b, type c, d as e, 'x y' as f, default as g } from 'one'; import * as h from 'two'; import type i from 'three'; import 'four'; import j = require('five'); import k = N.k`
    expect(inText(source, read(source).imports)).toEqual([
      { source: 'one', imported: 'default', local: 'a', typeOnly: false, span: 'a' },
      { source: 'one', imported: 'b', local: 'b', typeOnly: false, span: 'b' },
      { source: 'one', imported: 'c', local: 'c', typeOnly: true, span: 'type c' },
      { source: 'one', imported: 'd', local: 'e', typeOnly: false, span: 'd as e' },
      { source: 'one', imported: 'x y', local: 'f', typeOnly: false, span: "'x y' as f" },
      { source: 'one', imported: 'default', local: 'g', typeOnly: false, span: 'default as g' },
      { source: 'two', imported: '*', local: 'h', typeOnly: false, span: '* as h' },
      { source: 'three', imported: 'default', local: 'i', typeOnly: true, span: 'i' },
      { source: 'five', imported: '*', local: 'j', typeOnly: false, span: "import j = require('five');" },
    ])
  })

  test('exports of every form', () => {
    const source = `
      export async function f() {} export abstract class C {} export const enum E {} export namespace N { 1 } export let a: number = 1, b
      export { f as g, a as 'x y' }; export { c as d, default } from 's'; export * as ns from 's'; export * from 's'
      @dec export class D {}
      export default f`
    expect(
      inText(
        source,
        read(source).exports.map(({ value, ...fact }) => ({ ...fact, value: value && value.type })),
      ),
    ).toMatchObject([
      {
        form: 'declaration',
        exported: 'f',
        local: 'f',
        source: null,
        span: 'f',
        statement: 'export async function f() {}',
        value: 'function',
      },
      {
        form: 'declaration',
        exported: 'C',
        local: 'C',
        span: 'C',
        statement: 'export abstract class C {}',
        value: 'class',
      },
      { form: 'declaration', exported: 'E', local: 'E', span: 'E', value: 'enum' },
      { form: 'declaration', exported: 'N', local: 'N', span: 'N', value: 'namespace' },
      { form: 'declaration', exported: 'a', local: 'a', span: 'a', value: 'literal' },
      { form: 'declaration', exported: 'b', local: 'b', span: 'b', value: null },
      {
        form: 'list',
        exported: 'g',
        local: 'f',
        source: null,
        span: 'f as g',
        statement: "export { f as g, a as 'x y' };",
        value: null,
      },
      { form: 'list', exported: 'x y', local: 'a', span: "a as 'x y'" },
      { form: 'from', exported: 'd', local: 'c', source: 's', span: 'c as d', value: null },
      { form: 'from', exported: 'default', local: 'default', source: 's', span: 'default' },
      { form: 'from', exported: 'ns', local: '*', source: 's', span: '* as ns' },
      {
        form: 'all',
        exported: '*',
        local: null,
        source: 's',
        span: "export * from 's'",
        statement: "export * from 's'",
      },
      {
        form: 'declaration',
        exported: 'D',
        local: 'D',
        span: 'D',
        statement: '@dec export class D {}',
        value: 'class',
      },
      {
        form: 'default',
        exported: 'default',
        local: null,
        source: null,
        span: 'export default f',
        statement: 'export default f',
        value: 'name',
      },
    ])
  })

  test.each([
    ['export default function f() {}', 'f'],
    ['export default class C {}', 'C'],
    ['export default function () {}', null],
    ['export default (function f() {})', null],
    ['export default f', null],
  ])('the local name of %s', (source, local) => {
    expect(read(source).exports).toMatchObject([{ form: 'default', local }])
  })

  test('what TypeScript erases is not exported', () => {
    const source = `
      import type { A } from 'a'
      interface I {} type T = 1; declare const d: number; namespace Empty { export interface X {} }
      export { A, I, T, d, Empty, unknown }; export type { B } from 'b'; export { type U }; export type * from 'c'
      export interface J {} export type K = 1; export declare function g(): void; export declare const h: 1; export function over(): void; export namespace Types { export type X = 1 }
      export import z = N.z; export as namespace Q`
    expect(read(source).exports.map(({ exported }) => exported)).toEqual(['unknown'])
    expect(read('interface Both {} const Both = 1; export { Both }').exports).toHaveLength(1)
    expect(read('interface I {} export default I').exports).toEqual([])
    expect(read('export default interface I {}').exports).toEqual([])
  })

  test('names of patterns', () => {
    const source = `export const { a, b: c = () => {}, [d]: e, 'f': g, h: { i = 1 }, ...j } = make(x), [k = 2] = l`
    const facts = read(source)
    expect(facts.exports.every(({ destructured }) => destructured)).toBe(true)
    const member = (property: string, span: string) => ({
      type: 'member',
      object: { type: 'call', span: 'make(x)' },
      property,
      span,
    })
    expect(
      inText(
        source,
        facts.exports.map(({ exported, value }) => [exported, value]),
      ),
    ).toMatchObject([
      ['a', member('a', 'a')],
      ['c', { type: 'choice', span: 'c', options: [member('b', 'c'), { type: 'function', function: 0 }] }],
      ['e', { type: 'other', span: 'e' }],
      ['g', member('f', 'g')],
      [
        'i',
        {
          type: 'choice',
          span: 'i',
          options: [
            { type: 'other', span: 'i' },
            { type: 'literal', value: 1 },
          ],
        },
      ],
      ['j', { type: 'other', span: 'j' }],
      [
        'k',
        {
          type: 'choice',
          span: 'k',
          options: [
            { type: 'member', object: { type: 'name', name: 'l' }, property: '0', span: 'k' },
            { type: 'literal', value: 2 },
          ],
        },
      ],
    ])
  })
})

describe('values', () => {
  test('of module-level bindings: declarations, then assignments that reach them', () => {
    const source = `
      x = 0; let x; const y = 1; if (y) { var z = 2; let inner = 3 } import i from 'i'
      function f() { x = 4; { let x; x = 5 } unknown = 6; i = 7; return (y) => { y = 8; (x as any) = 9 } }
      enum E {} namespace N { export const n = 10; x = 11 } class C { static { x = 12 } }
      for (var w of []) x += 13; [x] = []; x ||= 14`
    expect(
      read(source).values.map(
        ({ name, kind, value }) => `${name} ${kind} ${'value' in value ? value.value : value.type}`,
      ),
    ).toEqual([
      'y const 1',
      'z var 2',
      'f function function',
      'E enum enum',
      'N namespace namespace',
      'C class class',
      'x assignment 0',
      'x assignment 4',
      'x assignment 9',
      'x assignment 11',
      'x assignment 12',
      'x assignment data',
      'x assignment other',
      'x assignment 14',
    ])
  })

  const name = (text: string): object => ({ type: 'name', name: text, span: text })
  test.each<[string, object]>([
    ['((a as T)!)', name('a')],
    ['f<string>', { ...name('f') }],
    [
      'a.b?.c!.d',
      {
        type: 'member',
        property: 'd',
        object: {
          type: 'member',
          property: 'c',
          object: { type: 'member', property: 'b', object: name('a'), span: 'a.b' },
        },
        span: 'a.b?.c!.d',
      },
    ],
    ["a['b']", { type: 'member', property: 'b', object: name('a'), span: "a['b']" }],
    ['a[b]', { type: 'other' }],
    [
      'f?.(a, ...b)',
      {
        type: 'call',
        callee: name('f'),
        arguments: [name('a'), { type: 'other', span: '...b' }],
        span: 'f?.(a, ...b)',
      },
    ],
    ['new F', { type: 'call', callee: name('F'), arguments: [], span: 'new F' }],
    ['await (f())', { type: 'call', callee: name('f'), span: 'await (f())' }],
    ['await a', { type: 'other' }],
    ['import("x")', { type: 'other' }],
    ['a ? b : c', { type: 'choice', options: [name('b'), name('c')] }],
    ['a || b', { type: 'choice', options: [name('a'), name('b')] }],
    ['(a, b)', { type: 'choice', options: [name('b')], span: 'a, b' }],
    ['null', { type: 'literal', value: null }],
    ['true', { type: 'literal', value: true }],
    ['0x10', { type: 'literal', value: 16 }],
    ['-(1)', { type: 'literal', value: -1 }],
    ['"\\u{1F600}\\x41"', { type: 'literal', value: '😀A' }],
    ['"\\uD800"', { type: 'literal', value: '\uD800' }],
    ['`a\\n`', { type: 'literal', value: 'a\n' }],
    ['`a${b}`', { type: 'data' }],
    ['[, a, ...b]', { type: 'array', elements: [name('a'), { type: 'other', span: '...b' }] }],
    ['10n', { type: 'data' }],
    ['/x/', { type: 'data' }],
    ['a + b', { type: 'data' }],
    ['typeof a', { type: 'data' }],
    ['a++', { type: 'data' }],
    ['f`x`', { type: 'other' }],
    ['(b = c)', { type: 'other' }],
    ['this', { type: 'other' }],
  ])('%s', (expression, expected) => {
    const source = `const a = 0, value = ${expression}`
    expect(inText(source, read(source).values.at(-1)!.value)).toMatchObject(expected)
  })

  test('of objects and classes: what has a static name', () => {
    const source = `
      const o = { a, b: 1, 'c': 2, 3: 3, [d]: 4, ...e, f() {}, get g() {}, __proto__: 5, __proto__() {} }
      const C = @dec class { a = 1; static b = 2; static c() {} static get d() {} static [e] = 3; static #f = 4; static g; static accessor h = 5; static i(): void; static i(): void {} declare static j: 1 }`
    const members = (value: ValueFact): unknown =>
      ('properties' in value ? value.properties : 'members' in value ? value.members : []).map(
        (member) => `${member.name} ${member.value.type}`,
      )
    const [o, C] = read(source).values
    expect(members(o!.value)).toEqual([
      'a name',
      'b literal',
      'c literal',
      '3 literal',
      'f function',
      '__proto__ function',
    ])
    expect(members(C!.value)).toEqual(['b literal', 'c function', '#f literal', 'h literal', 'i function'])
  })

  test('spans begin at the keyword', () => {
    const source = `@a() export abstract class C {} export @b /* export */ class D {} export const enum E {} export default @c class {} export const F = @d class {}`
    expect(
      inText(
        source,
        read(source).exports.map(({ value }) => value!.span),
      ),
    ).toEqual(['abstract class C {}', 'class D {}', 'const enum E {}', 'class {}', 'class {}'])
  })
})

describe('calls', () => {
  test('of imports that matter, by any path, where nothing shadows them', () => {
    const source = `
      import { cacheLife as life } from 'next/cache'; import * as cache from 'use-cache'; import type { cookies } from 'next/headers'; import { x } from 'next'; import { y } from 'use-cache-other'
      life('hours'); cookies(); x(); y()
      async function f() { 'use cache'; (cache as any).cacheTag!(a, 'b'); cache?.cacheLife?.(); new life(); life\`x\`; cache['cacheTag'](); life().then(() => life(1)) }
      function g(life) { life(); { cache() } }
      { let cache; cache.cacheTag() } class C { static m = life(2); @life() n() {} }`
    expect(inText(source, read(source).calls)).toMatchObject([
      {
        import: 0,
        path: [],
        span: "life('hours')",
        callee: 'life',
        arguments: [{ type: 'literal', value: 'hours' }],
        function: null,
        nested: false,
      },
      {
        import: 1,
        path: ['cacheTag'],
        span: "(cache as any).cacheTag!(a, 'b')",
        callee: '(cache as any).cacheTag',
        arguments: [{ type: 'name' }, { type: 'literal' }],
        function: 0,
        nested: true,
      },
      {
        import: 1,
        path: ['cacheLife'],
        span: 'cache?.cacheLife?.()',
        callee: 'cache?.cacheLife',
        function: 0,
        nested: true,
      },
      { import: 0, span: 'life()', function: 0 },
      { import: 0, span: 'life(1)', function: 0, nested: true },
      { import: 1, path: [], span: 'cache()', function: 1, nested: true },
      { import: 0, span: 'life(2)', function: null, nested: true },
      { import: 0, span: 'life()', function: null, nested: false },
    ])
  })
})

describe('bad input', () => {
  test('a syntax error is said at its place, without the place in its words', () => {
    expect(errorOf('const a = 1\nconst = 2')).toEqual({ message: 'Unexpected token', span: { start: 18, end: 19 } })
    expect(errorOf('f(')).toMatchObject({ span: { start: 2, end: 2 } })
    expect(errorOf('const é = function() {} nonsense', 'm.js')).toMatchObject({ span: { start: 23 } })
  })

  test('of several attempts the one that came farthest speaks', () => {
    expect(errorOf('export const a = 1; return; @dec class C { m(@p x) {} } const = 1').span.start).toBe(20)
    expect(errorOf('return; const = 1', 'm.cjs').span.start).toBe(14)
  })

  test.each([
    ['parentheses', (n: number) => `${'('.repeat(n)}1${')'.repeat(n)}`],
    ['arrays', (n: number) => `x = ${'['.repeat(n)}${']'.repeat(n)}`],
    ['objects', (n: number) => `x = ${'{a:'.repeat(n)}1${'}'.repeat(n)}`],
    ['blocks', (n: number) => `${'{'.repeat(n)}${'}'.repeat(n)}`],
    ['functions', (n: number) => `${'() => {'.repeat(n)}'use cache'${'}'.repeat(n)}`],
    ['calls', (n: number) => `x = ${'f('.repeat(n)}${')'.repeat(n)}`],
    ['chains', (n: number) => `export const x = f${'.g()'.repeat(n)}`],
    ['sums', (n: number) => `async function o(r) { return async () => { 'use cache'; return ${'r + '.repeat(n)}1 } }`],
    ['else', (n: number) => 'if (a) b; else '.repeat(n) + 'c'],
    ['members', (n: number) => `async function o(r) { return async () => { 'use cache'; return r${'.a'.repeat(n)} } }`],
    ['types', (n: number) => `let x: ${'Array<'.repeat(n)}1${'>'.repeat(n)}`],
    ['JSX', (n: number) => `x = ${'<a>'.repeat(n)}${'</a>'.repeat(n)}`],
  ])('%s nested 5,000 and 100,000 deep do not crash', (_, nest) => {
    for (const depth of [5_000, 100_000]) {
      const result = readBabel(nest(depth), { id: 'm.tsx' })
      if ('error' in result)
        expect(result.error).toEqual({
          message: expect.stringMatching(/nested too deeply/) as string,
          span: { start: 0, end: 0 },
        })
    }
  })

  test('says of chains of assertions that they are too deep, at their place', () => {
    for (const depth of [13, 30, 400]) {
      expect(readBabel(`f()\nx = ${'<T>('.repeat(depth)}1${')'.repeat(depth)}`, { id: 'm.ts' })).toEqual({
        error: { message: expect.stringMatching(/nested too deeply/) as string, span: { start: 8, end: 9 } },
      })
    }
    expect(read(`x = ${'<T>('.repeat(8)}1${')'.repeat(8)}`, 'm.ts').values).toEqual([])
  })

  test('astral characters, CRLF, NUL, lone surrogates and byte-order marks do not move anything', () => {
    const source =
      `\uFEFF/* 😀 \0 \uD800 */\r\nexport async function f😀() {}`.replace('f😀', 'f𝒜') + `\r\nconst s = "\uDC00\0"`
    expect(
      inText(
        source,
        read(source).functions.map(({ span, signature }) => [span, source[signature]]),
      ),
    ).toEqual([['async function f𝒜() {}', '(']])
  })

  test('languages by extension', () => {
    expect(read('const f = <T>(x) => x', 'm.mts').functions).toHaveLength(1)
    expect(read('const x = <T>y', '/a/b.ts?v=1').values).toHaveLength(1)
    expect(read('const x = <T/>; let y: T', 'm.tsx').values).toHaveLength(1)
    expect(read('const x = <T/>', 'm.js').values).toHaveLength(1)
    expect(read('const x = <T/>; let y: T', 'm.vue?vue&type=script&lang.tsx').values).toHaveLength(1)
    expect(errorOf('let y: T', 'm.mjs').span.start).toBe(5)
    expect(read('class C { @a accessor x; @b m() {} } @c class D { constructor(@d e) {} }').format).toBe('script')
  })
})

test('what the walk passes by holds no code', () => {
  const types = /^TS|^Declare|^Enum|^Interface|^Opaque|^Struct|Flow|Type/
  const passedBy = Object.keys(VISITOR_KEYS).filter(
    (type) => VISITOR_KEYS[type]!.length > 0 && !children.has(type) && !types.test(type),
  )
  expect(passedBy.join(' ')).toBe(
    'Directive BreakStatement ContinueStatement File Identifier ParenthesizedExpression ExportAllDeclaration ExportSpecifier ImportDeclaration ImportDefaultSpecifier ' +
      'ImportNamespaceSpecifier ImportSpecifier MetaProperty ExportNamespaceSpecifier PrivateName ImportAttribute ClassImplements JSXClosingElement JSXNamespacedName BindExpression DoExpression ExportDefaultSpecifier ModuleExpression',
  )
  for (const [type, { keys, computed = 'type' }] of children)
    expect(VISITOR_KEYS[type]).toEqual(expect.arrayContaining([...keys, ...(computed === 'type' ? [] : [computed])]))
})
