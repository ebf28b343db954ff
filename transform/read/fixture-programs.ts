/** Small programs in which a reader can go wrong, each with the extension of its file where that is not `ts`. */
type Programs = Readonly<Record<string, readonly (readonly [code: string, extension?: string])[]>>

export const programs: Programs = {
  'the text': [
    [''],
    ['\n\n'],
    ['// only a comment'],
    ['/* a */ // b'],
    [';;'],
    ['#!/usr/bin/env node'],
    ['#!/usr/bin/env node\nexport const a = 1'],
    ["#!/usr/bin/env node\n'use cache'\nexport async function f() {}", 'js'],
    ["#!/usr/bin/env node\n/* é */ 'use strict'; /* c */ 'use cache'\nf()", 'js'],
    ["const s = '\\u{1F600}', t = '\\ud83d', u = '\\\\ud83d', v = `\\ud83d`, w = '\\x41\\101\\n\\\nb'", 'cjs'],
    ["const s = '\ud83d', t = `\udc00 \ud83d\ude00`; async function f() { 'use cache' }"],
    ["const \u{1d4d0} = 1; async function \u{1d4d1}(\u{1d4d2} = \u{1d4d0}) { 'use cache'; return \u{1d4d2} }"],
    ["function outer(\\u0061b) { return async () => { 'use cache'; return a\\u0062 } }"],
    ["async function f() { 'use cache'; return '\\0' + '\0' }"],
    ["const a = 1\u2028const b = 2\u2029async function f() { 'use cache' }"],
    ["\u00a0\u2003async\u00a0 function f() { 'use cache' }"],
  ],
  format: [
    ['foo()'],
    ['import "x"'],
    ['import type { T } from "x"'],
    ['export {}'],
    ['export type T = 1'],
    ['interface T {} export { T }'],
    ['import fs = require("fs")'],
    ['import A = B.C; namespace B { export const C = 1 }'],
    ['export = 1'],
    ['export as namespace Foo'],
    ['import.meta.url'],
    ['import("x")'],
    ['await foo'],
    ['async function f() { await foo }'],
    ['class C { [await k] = 1 }'],
    ['for await (const a of b) ;'],
    ['async () => { for await (const a of b) ; }'],
    ['await using a = b'],
    ['for (await using a of b) ;'],
    ['{ await using a = b }'],
    ['using a = b'],
    ['with (a) { b }', 'cjs'],
    ['return 1', 'cjs'],
    ['var await = 1, let = 2, yield_ = 010; await', 'cjs'],
    ['delete x; arguments = 1; eval = 2', 'cjs'],
    ['await (x)', 'mjs'],
    ["module.exports = { get: async () => { 'use cache' } }", 'cjs'],
  ],
  directives: [
    ["'use cache'"],
    ["'use cache';"],
    ["'use strict'\n'use cache: remote'\nimport 'x'"],
    ['"use cache" ; \'use client\'\nfoo()'],
    ["'use\\x20cache'; f()"],
    ["/* a */ 'use strict' /* b */; // c\nf()"],
    ["'use cache' + 1"],
    ["'use cache'.length"],
    ["'use cache'\n[0]"],
    ["'use cache'\n;[0]"],
    ["async function f() { 'use strict'; 'use cache' /* x */; return 1 }"],
    ['const f = async () => { "use cache" }'],
    ["function f() { 'usecache' }"],
    ["async function f() { 'Use Cache'; } async function g() { 'use strict' }"],
    [
      "class C { static async f() { 'use cache' } async g() { 'use cache' } get h() { 'use cache' } set h(v) { 'use cache' } constructor() { 'use cache' } static { 'use cache' } }",
    ],
    [
      "const o = { async f() { 'use cache' }, get g() { 'use cache' }, async *h() { 'use cache' }, i: async function () { 'use cache' }, async [j]() { 'use cache' } }",
    ],
  ],
  strays: [
    ["foo(); 'use cache'"],
    ["import 'x'; 'use cache'; export {}"],
    ["('use cache')"],
    ["async function f() { ('use cache'); return 1 }"],
    ["async function f() { (('use cache')); 'use cache'; }"],
    ["async function f() { foo(); 'use cache'\n }"],
    ["async function f() { if (a) { 'use cache' } else 'use cache' }"],
    ['async function f() { `use cache`; (`use cache`); `use ${cache}` }'],
    ['`use cache`'],
    ["async function f() { 'use cache' as string; <any>'use cache'; 'use cache'! }"],
    ["'use cache' as const"],
    ["('use cache' satisfies string)"],
    ["class C { 'use cache'; async f() {} }"],
    ['class C { static "use cache"\n async f() {} }'],
    ["class C { 'use cache'?: string; 'use cache' = 1; ['use cache']; readonly 'use cached'!: 1 }"],
    ["async function f() { return class { 'use cache' } }"],
    ["async function f() { const g = () => class { 'use cache' } }"],
    ["class C { static { 'x'; 'use cache' } }"],
    ["namespace N { 'use cache'; export const a = 1 }"],
    ["switch (a) { case 1: 'use cache' }"],
    ["label: 'use cache'"],
    ["for (;;) 'use cache'"],
    ["const f = async () => { 'a'; { 'use cache' } }"],
    ["foo('use cache'); const a = 'use cache'; ({ 'use cache': 1 })"],
    ["const f = () => 'use cache'"],
    ["async function f() { foo(), 'use cache' }"],
  ],
  'shapes and tokens': [
    ["async function f() { 'use cache' }"],
    [
      "async  /* a */ function /* b */ f /* c */ <T> /* d */ ( /* e */ a /* f */ ) /* g */ : /* h */ void /* i */ { 'use cache' }",
    ],
    ["async/* a */function f() { 'use cache' }"],
    ["async // a\nfunction f() { 'use cache' }", 'ts'],
    ["async function *f(){ 'use cache' }"],
    ["function* f() { 'use cache' }"],
    ["function f() { 'use cache' }"],
    [
      "const f = async function () { 'use cache' }, g = function h() { 'use cache' }, i = async function* <T>(a: T) { 'use cache' }",
    ],
    ["const f = async x => { 'use cache' }"],
    ['const f = async x => x, g = async (x) => x, h = x => x, i = () => ({}), j = async () => (a, b)'],
    ['const f = async /* ( */ x /* ) */ => /* { */ x'],
    ['const f = async /* < */ ( /* a */ ) => ( /* b */ x /* c */ ) /* d */'],
    ["const f = async <T,>(a: T): Promise<T> => { 'use cache'; return a }", 'tsx'],
    ['const f = async <T extends string>(a: T) => a, g = <T,>() => <div/>', 'tsx'],
    ['const f = async <const T extends { a: (b: 1) => void }>(a: T) => (a as T)'],
    ['const f = async (): Promise<() => void> => async () => {}'],
    [
      "const f = (async () => { 'use cache' }) as any, g = <any>(async () => {}), h = (async () => {})!, i = ((async () => {})) satisfies unknown",
    ],
    ['const async = 1; const f = async => async; async(f)'],
    [
      "const o = { async() { 'use cache' }, get() {}, set() {}, static() {}, async async() {}, async get() {}, get async() { return 1 }, *gen() {}, async *[x]() {} }",
    ],
    [
      'class C { async() {} static async() {} static static() {} async async() {} static async async() {} get get() { return 1 } static get async() { return 1 } }',
    ],
    ["class C extends B { public static override async /* a */ * /* b */ find? /* c */ <T>(a: T) { 'use cache' } }"],
    ["class C extends B { protected override async f() { 'use cache' } private static async g() {} }"],
    [
      "class C { #a = 1; async #b() { 'use cache' } static async #c() { 'use cache' } get #d() { 'use cache'; return 1 } static #e = async () => { 'use cache' } }",
    ],
    [
      "const o = { 'a b': async () => {}, async 'c d'() {}, 1: async () => {}, async 1e3() {}, 0x10() {}, 1n() {}, .5: () => {}, async [a]() {}, ['b']: async () => {}, [`c`]() {} }",
    ],
    ["export default async function () { 'use cache' }"],
    ["export default async function f() { 'use cache' }"],
    ["export default async () => { 'use cache' }"],
    ["export default (async () => { 'use cache' }) satisfies T;"],
    ["export default class { static async f() { 'use cache' } }"],
    ["export default async function* <T>(this: T, a: T) { 'use cache' }"],
    ["new (class { async f() { 'use cache' } })().f()"],
    ["(async () => { 'use cache' })()"],
    ["!async function () { 'use cache' }()"],
    ["const f = async function f<T>(): Promise<T> { 'use cache' }"],
    ["async function f(this: void) { 'use cache' }"],
    ["async function f(this: void, a, b) { 'use cache' }"],
    ["async function f(this: { a: () => void } /* , */ , a: number) { 'use cache' }"],
    ["async function f(this: void,) { 'use cache' }"],
    [
      "const o = { async f(this: T) { 'use cache' }, async g(this: T, a) {} }; class C { static async h(this: typeof C, b?) { 'use cache' } }",
    ],
  ],
  parameters: [
    ["async function f(a, b = 1, { c, d: [e] } = {}, [g] = [], ...h) { 'use cache' }"],
    ["async function f(a?, b?: string, c: number = 1, { d }: { d: 1 } = x, [e]: T, ...g: T[]) { 'use cache' }"],
    ['const f = async (a? /* b */, c?: d, { e }: f = g, [h]: i, ...[j]: k) => {}'],
    ['const f = async (...rest) => {}, g = async (...{ length }) => {}, h = async (... /* a */ rest: T) => {}'],
    [
      "class C { constructor(private a, public readonly b?: string, protected c = 1, readonly d: number = 2) { 'use cache' } }",
    ],
    ["class C { constructor(@inject() private a: A, @inject('b') /* c */ b, @x.y c?) { 'use cache' } }"],
    ["class C { async f(@a b, @c @d() e = 1, @f { g }) { 'use cache' } }"],
    ['const f = async ({ a = async () => {}, b: c = class {} } = {}) => {}, g = async ([a = function () {}]) => {}'],
    ["async function f(a = async () => { 'use cache' }) {}"],
    ["async function f(a, a2 = a, b = () => a2) { 'use cache' }"],
    ["async function f(a, ) { 'use cache' } const g = async (a, ) => {}"],
    ['function f(a, a) {}', 'cjs'],
  ],
  'names and paths': [
    [
      "const a = async () => { 'use cache' }; let b; b = async () => { 'use cache' }; b ??= async () => { 'use cache' }; b ||= async () => { 'use cache' }; b &&= async () => { 'use cache' }; b += async () => { 'use cache' }",
    ],
    ["(b) = async () => { 'use cache' }; (b as any) = async () => { 'use cache' }; b! = async () => { 'use cache' }"],
    [
      "const { a = async () => { 'use cache' } } = {}, [b = async () => { 'use cache' }] = []; ({ a: c = async () => { 'use cache' }, d = async () => { 'use cache' } } = {}); [e = async () => { 'use cache' }] = []",
    ],
    [
      "exports.a = async () => { 'use cache' }; module.exports.b = async function c() { 'use cache' }; exports['d'] = async () => { 'use cache' }; exports[e] = async () => { 'use cache' }",
      'cjs',
    ],
    [
      "class C { #a; f() { this.#a = async () => { 'use cache' }; this.b = class { static async c() { 'use cache' } } } }",
    ],
    [
      "exports.a ||= async () => { 'use cache' }; exports.a += async () => { 'use cache' }; (exports.b) = async () => { 'use cache' }; (exports as any).c = async () => { 'use cache' }; exports.d! = async () => { 'use cache' }",
    ],
    [
      "const api = { users: { async find() { 'use cache' }, all: async () => { 'use cache' }, [x]: { async y() { 'use cache' } } } }",
    ],
    ["const o = { __proto__: async () => { 'use cache' } }, p = { '__proto__': { async f() { 'use cache' } } }"],
    [
      "const o = { __proto__() { 'use cache' }, ['__proto__']: async () => { 'use cache' } }; const __proto__ = async () => { 'use cache' }; ({ __proto__ })",
    ],
    [
      "class A { static async b() { 'use cache' } static c = async () => { 'use cache' }; d = { async e() { 'use cache' } }; static f = wrap(async () => { 'use cache' }); accessor g = async () => { 'use cache' }; [h] = async () => { 'use cache' }; 'i j' = async () => { 'use cache' } }",
    ],
    [
      "const A = class B { static async c() { 'use cache' } }, D = class { async e() { 'use cache' } }; new class { async f() { 'use cache' } }",
    ],
    [
      "namespace A.B { export async function c() { 'use cache' } export namespace D { const e = async () => { 'use cache' } } }",
    ],
    ["enum E { A = (() => { async function f() { 'use cache' } return 1 })() }"],
    [
      "function a() { function b() { return async () => { 'use cache' } } return { c: async () => { 'use cache' }, async [d]() { 'use cache' } } }",
    ],
    ["const f = function g() { return async () => { 'use cache' } }, h = () => async () => { 'use cache' }"],
    [
      "const get = wrap(async () => { 'use cache' }), { x } = wrap(async () => { 'use cache' }), list = [async () => { 'use cache' }]",
    ],
    [
      "const a = b ? async () => { 'use cache' } : async function () { 'use cache' }, c = (0, async () => { 'use cache' }), d = x || (async () => { 'use cache' })",
    ],
    ["const a = b = async () => { 'use cache' }, c = d = { async e() { 'use cache' } }"],
    [
      "const f = async () => { 'use cache' }, g = (((async () => { 'use cache' }))), h = (class { static async i() { 'use cache' } })",
    ],
    [
      "class C { get a() { return async () => { 'use cache' } } set a(v) { (async () => { 'use cache' })() } static { this.b = async () => { 'use cache' } } constructor() { this.c = async () => { 'use cache' } } [d]() { return async () => { 'use cache' } } }",
    ],
    [
      "class A extends wrap(async () => { 'use cache' }) { [(async () => { 'use cache' })()]() {} @dec(async () => { 'use cache' }) m(@dec(async () => { 'use cache' }) p) {} }",
    ],
    ["@dec(async () => { 'use cache' }) class A {}"],
    ["export default { async fetch() { 'use cache' }, scheduled: async () => { 'use cache' } }"],
    ["export default wrap(async () => { 'use cache' })"],
    ["export default (class { static async f() { 'use cache' } })"],
    ["function f(o = { async m() { 'use cache' } }, { p = wrap(async () => { 'use cache' }) }) {}"],
    [
      "const x = <A onClick={async () => { 'use cache' }} {...{ b: async () => { 'use cache' } }}>{async () => { 'use cache' }}</A>",
      'tsx',
    ],
    ["a.b = { async c() { 'use cache' } }; a.d.e = wrap(async () => { 'use cache' }); a?.b.c.f"],
    [
      "const o = { a: function b() { return async () => { 'use cache' } }, c: class D { static async e() { 'use cache' } } }",
    ],
    ["for (const f = async () => { 'use cache' }; ;) {} for (const g of [async () => { 'use cache' }]) {}"],
  ],
  hoisting: [
    ["async function f() { 'use cache' } { async function g() { 'use cache' } }"],
    ["'use strict'; async function f() { 'use cache' }"],
    ["function a() { 'x'\n async function f() { 'use cache' } }"],
    ["function a() { async function f() { 'use cache' } { foo(); async function g() { 'use cache' } } }"],
    ["switch (a) { case 1: async function f() { 'use cache' } default: { async function g() { 'use cache' } } }"],
    ["if (a) { async function f() { 'use cache' } } else { async function g() { 'use cache' } }"],
    ["label: function f() { 'use cache' } a: b: function g() { 'use cache' }", 'js'],
    [
      "try { async function f() { 'use cache' } } catch { async function g() { 'use cache' } } finally { async function h() { 'use cache' } }",
    ],
    ["for (;;) { async function f() { 'use cache' } } while (a) { async function g() { 'use cache' } }"],
    [
      "class C { static /* { */ { foo(); async function f() { 'use cache' } } m() { async function g() { 'use cache' } } }",
    ],
    ["namespace N { export async function f() { 'use cache' } async function g() { 'use cache' } }"],
    ["namespace A . /* { */ B { export async function f() { 'use cache' } }"],
    ["export async function f() { 'use cache' } export default async function g() { 'use cache' }"],
    ["const f = () => { 'a'; 'b'; async function g() { 'use cache' } }"],
  ],
  uses: [
    ["async function f() { 'use cache'; this; this.a; arguments; arguments[0]; new.target }"],
    ["async function f(a = this, b = arguments, c = () => this) { 'use cache' }"],
    [
      "async function f() { 'use cache'; () => this; () => { arguments; () => new.target }; function g() { this; arguments; new.target } }",
    ],
    [
      "async function f() { 'use cache'; return { arguments, a: arguments, m() { this }, get g() { return this }, [this.k]: 1, [arguments]() {} } }",
    ],
    [
      "class A extends B { static async f() { 'use cache'; super.a(); super.b = 1; super[this.c] } constructor() { 'use cache'; super(); super.x } }",
    ],
    ["const o = { async f() { 'use cache'; super.f(); () => super.g } }"],
    [
      "async function f() { 'use cache'; class C extends this.B { [this.k]() { this } a = this; static b = this; static { this } @this.d m() {} static [arguments[0]] = arguments_ } }",
    ],
    ["async function f() { 'use cache'; @this.dec class C { @this.dec a; m(@this.dec p) {} } }"],
    [
      "const f = async () => { 'use cache'; this.a; () => this }; class C { a = async () => { 'use cache'; return this.b } }",
    ],
    ["async function f(arguments_) { 'use cache'; var arguments; arguments; () => arguments }", 'cjs'],
    ["function f(arguments) { return async () => { 'use cache'; return arguments } }", 'cjs'],
    ["function f() { return async () => { 'use cache'; arguments = 1; arguments++; return () => arguments } }", 'cjs'],
    ["function f() { var arguments = 1; return async function () { 'use cache'; return arguments } }", 'cjs'],
    ["async function f() { 'use cache'; a.arguments; ({ arguments: 1 }); arguments: for (;;) break arguments }", 'cjs'],
    ["async function f() { 'use cache'; return <this.A b={this.c}><this/></this.A> }", 'tsx'],
    [
      "async function f(this: C, a: this, b: typeof this): Promise<this> { 'use cache'; let c: this; return c as this }",
    ],
    ["class C { static async f(): Promise<this is C> { 'use cache' } }"],
    ["function a() { return async () => { 'use cache'; return () => { this; arguments; new.target } } }"],
    ["class A { m() { return async () => { 'use cache'; super.m(); this.x = super.y } } }"],
    ["async function f() { 'use cache'; import.meta; import('x'); eval('this') }"],
    ["const o = { async f(a = super.x, { b = this.c }) { 'use cache' } }"],
  ],
  evals: [
    [
      "function outer(x) { const f = async () => { 'use cache'; return [(eval)('x'), eval?.('x'), (eval as any)('y')?.z, () => eval('z')] }; return f }",
    ],
    ["function outer() { (() => eval('a'))(); eval('b'); return () => async (x = eval('c')) => { 'use cache' } }"],
    ["async function f() { 'use cache'; eval('a'); { const g = async () => { 'use cache'; eval('b') } } }"],
    ["class C { static { eval('a'); f(async () => { 'use cache' }) } b = [eval('b'), async () => { 'use cache' }] }"],
    ["namespace N { export const f = async () => { 'use cache'; eval('a') } } enum E { A = eval('b') }"],
    ["function outer(eval) { eval('a'); return async () => { 'use cache'; eval('b') } }", 'cjs'],
    ["with (a) { f(async () => { 'use cache'; with (b) eval('c') }) } with (d(async () => { 'use cache' })) ;", 'cjs'],
  ],
  captures: [
    [
      "function a(p, { q, r: [s] }, ...t) { let u; const v = 1; var w; class X {} function y() {} return async (z) => { 'use cache'; return [p, q, s, t, u, v, w, X, y, z, g, a] } }",
    ],
    ["const g = 1; let h; import i from 'i'; async function f() { 'use cache'; g; h = i; undefined; console.log() }"],
    [
      "function a() { async function f() { 'use cache'; f(); g(); h() } async function g() { 'use cache' } const h = async () => { 'use cache'; h() } }",
    ],
    ["function a() { const f = async function g() { 'use cache'; g(); f() }; return f }"],
    ["for (let i = 0; i < 3; i++) fs.push(async () => { 'use cache'; return i })"],
    ["for (const a of b) { const c = a; fs.push(async () => { 'use cache'; return [a, c] }) }"],
    ["for (var i in o) fs.push(async () => { 'use cache'; return i })"],
    [
      "function a() { for (var i in o) for (var [j] of o) for (let k of o) fs.push(async () => { 'use cache'; return [i, j, k] }) }",
    ],
    [
      "{ const a = 1; async function f() { 'use cache'; return a } } { var b; async function g() { 'use cache'; return b } }",
    ],
    [
      "try {} catch (e) { fs.push(async () => { 'use cache'; return e }) } try {} catch ({ message, code: [c] }) { fs.push(async () => { 'use cache'; return [message, c] }) }",
    ],
    [
      "function a() { try {} catch (e) { var f = 1; fs.push(async () => { 'use cache'; return [e, f] }) } return async () => { 'use cache'; return e } }",
    ],
    ["switch (a) { case 1: let x; case 2: fs.push(async () => { 'use cache'; return x }) }"],
    ["function a(x) { switch (x) { case x: let x; fs.push(async () => { 'use cache'; return x }) } }"],
    ["function a(x) { return async (y = x) => { 'use cache'; var x = 1; return x + y } }"],
    [
      "function a(x, y) { return async (z = [x, y, () => x]) => { 'use cache'; let x; function y() {} return [x, y] } }",
    ],
    ["function a(x, y) { return async (z = [y, x]) => { 'use cache'; { var y; let x } for (var x of z) ; } }"],
    [
      "function a(x) { var x; return async () => { 'use cache'; return x } } function b(x) { var x = 1; return async () => { 'use cache'; return x } } function c(x) { function x() {} return async () => { 'use cache'; return x } }",
    ],
    ["function a(x, y = () => x) { var x = 1; return async () => { 'use cache'; return x } }"],
    [
      "function a() { x; var x = 1; var x; return async () => { 'use cache'; return x } } function b() { var x; var x = 1; return async () => { 'use cache'; return x } } function c() { var x = 1; var x = 2; return async () => { 'use cache'; return x } }",
    ],
    [
      "function a() { let n = 0, m = 0, o, p, q; const r = {}; return async () => { 'use cache'; n++; m += 1; [o, { p, q: r.s }] = []; for (q of []) ; for (r.t in {}) ; --r.u; delete r.v; delete n } }",
      'cjs',
    ],
    ["function a(x, y) { x = 1; [y] = []; return async () => { 'use cache'; return [x, y] } }"],
    [
      "function a(x) { return async () => { 'use cache'; ({ x }); ({ x = 1 } = {}); ({ x: x }); ({ x: x = 1 } = {}); [x] = [x]; ({ [x]: x } = x) } }",
    ],
    ["function a(x, y) { return async () => { 'use cache'; const { y: z = x, [x]: w } = x; return { x, z, w } } }"],
    [
      "function a() { class C { static x = C; static async f() { 'use cache'; return C } } return async () => { 'use cache'; return new C() } }",
    ],
    [
      "const A = class B { static async f() { 'use cache'; return B } }; function g() { return class D { static async f() { 'use cache'; return D } } }",
    ],
    [
      "const f = function g() { return async () => { 'use cache'; return g } }; function h() { return function i() { return async () => { 'use cache'; return i } } }",
    ],
    [
      "for (const x of y) list.push(function g() { return async () => { 'use cache'; return g } }, class H { static async f() { 'use cache'; return H } })",
    ],
    [
      "function a() { const f = () => {}, g = class {}, h = async () => { 'use cache' }; let i = function () {}; i = 1; return async () => { 'use cache'; return [f, g, h, i] } }",
    ],
    [
      "function a(f = () => {}, { g = () => {} }) { const { h = () => {} } = f, [i] = [() => {}]; return async () => { 'use cache'; return [f, g, h, i] } }",
    ],
    [
      "function a() { let f; f = () => {}; let g = (() => {}) as any, h = (async () => { 'use cache' })!; return async () => { 'use cache'; return [f, g, h] } }",
    ],
    ["function a() { using x = y; return async () => { 'use cache'; return x } }"],
    [
      "async function a() { await using x = y; for (using z of y) { fs.push(async () => { 'use cache'; return [x, z] }) } }",
    ],
    ["for (using z of y) { fs.push(async () => { 'use cache'; return z }) }"],
    [
      "class C { static { const x = 1; var y; this.f = async () => { 'use cache'; return [x, y] } } a = (b) => async () => { 'use cache'; return b } }",
    ],
    [
      "function a(x) { return class { f = async () => { 'use cache'; return x }; static async g() { 'use cache'; return x } async [x]() { 'use cache'; return x } @x(x) async h(@x p = x) { 'use cache'; return x } } }",
    ],
    [
      "function a(x) { return { async f() { 'use cache'; return x }, async [x]() { 'use cache' }, x, get y() { 'use cache'; return x } } }",
    ],
    ["function a(x) { return async function f() { 'use cache'; return async () => { 'use cache'; return [x, f] } } }"],
    [
      "function a(x) { async function f() { 'use cache'; function g(x) { return x } const h = (y = x) => { let x; return x }; { let x; x } return class x { m() { return x } } } }",
    ],
    ["function a(x) { return async () => { 'use cache'; x: for (;;) { break x } lbl: for (;;) continue lbl } }"],
    ["function a(x) { if (x) { function g() {} } return async () => { 'use cache'; return g } }", 'cjs'],
    ["function a(x) { return async () => { 'use cache'; eval('x'); with (x) { y } } }", 'cjs'],
    ["function a(r) { return async () => { 'use cache'; function f() {} { function f() {} } return f(r) } }"],
    ["let a = 1; { let a = 2; { async function f() { 'use cache'; return a } } }"],
    ["function a(undefined, NaN) { return async () => { 'use cache'; return [undefined, NaN] } }", 'cjs'],
    [
      "var f = async () => { 'use cache'; return x }; if (y) { var x = 1; const y = 2; g = async () => { 'use cache'; return [x, y] } }",
    ],
  ],
  'paths of references': [
    [
      "function a(r) { return async () => { 'use cache'; r.a; r.a.b; r?.a; r?.a?.b.c; r!.a!.b; (r as any).a; (r.a as T).b; (<T>r).a } }",
    ],
    ["function a(r, k) { return async () => { 'use cache'; r[k]; r.a[k].b; r['a'].b; r[k.x].y; r.a[0].c } }"],
    [
      "function a(r) { return async () => { 'use cache'; r(); r.a(); r.a.b(); r?.a(); r.a?.(); r?.a?.b?.(); (r.a)(); (r.a.b as F)(); r.a.b!(); (0, r.a.b)(); r.a().b.c } }",
    ],
    [
      "function a(r) { return async () => { 'use cache'; new r(); new r.A(); new r.a.B; new (r.a())(); r`x`; r.a`x`; r.a.b`${r.c}`; r.a<string>`x` } }",
    ],
    [
      "function a(r) { return async () => { 'use cache'; r.a = 1; r.a.b = 1; r.a.b.c += 1; r.a.b++; --r.a; delete r.a.b; delete r?.a.b; delete r.a[r.b]; delete (r.a.b); [r.a.b] = []; ({ x: r.a.b, ...r.c.d } = {}); for (r.a.b of []) ; r.a.b ??= 1; (r.a.b as any) = 1; r.a.b! = 1; (r.a.b) = 1 } }",
    ],
    [
      "class C { #p; static f(r) { return async () => { 'use cache'; r.#p; r.a.#p.b; r?.#p; #p in r; #p in r.a; r.#p = 1; r.a.#p(); delete r.a.b } } }",
    ],
    [
      "function a(r) { return async () => { 'use cache'; typeof r.a; void r.b; !r.c; -r.d; r.e + 1; r.f ? r.g : r.h; [...r.i]; f(...r.j); ({ ...r.k }); `${r.l}`; r.m in r.n; r.o instanceof r.p; async () => await r.q; function* g() { yield r.s; yield* r.t } throw r.u } }",
    ],
    [
      "function A(R, r, d) { return async () => { 'use cache'; return <R a={r.a} {...r.b}><r.c.D/><R.E>{r.f}</R.E><div>{...r.g}</div><d/><my-el/><x:y/><></></R> } }",
      'tsx',
    ],
    [
      "function a(_x, $y, Éa, éb, x1) { return async () => { 'use cache'; return <><_x/><$y/><Éa/><éb/><x1/><X_/></> } }",
      'tsx',
    ],
    [
      "function a(r) { return async () => { 'use cache'; const { b, c: { d } } = r.e; for (const f of r.g) ; for (const h in r.i) ; if (r.j) ; while (r.k) ; do ; while (r.l); switch (r.m) { case r.n: } return r.o } }",
    ],
    [
      "function a(r) { return async () => { 'use cache'; class X extends r.A implements r.B { [r.c] = r.d; static [r.e]() {} @r.f g = r.h } } }",
    ],
    [
      "function a(r) { return async () => { 'use cache'; (a, r.b); r.a.b.c.d?.e.f; r.a?.[r.b]?.c; (r?.a).b; (r?.a.b)(); r?.a!.b; r?.a!() } }",
    ],
    ["function a(r) { return async (x = r.a, { y = r.b.c, [r.d]: z } = r.e) => { 'use cache' } }"],
    [
      "function a(r) { return async () => { 'use cache'; r.constructor.name; r.a.length; r.default.class; r.a.b.call(r.c) } }",
    ],
  ],
  'TypeScript in captures': [
    [
      "function a<T>(x: T) { return async <U>(y: T, z: U): Promise<T> => { 'use cache'; let v: typeof x; return y as unknown as typeof x } }",
    ],
    ["function a(T) { return async <T>(x: T) => { 'use cache'; return T } }"],
    [
      "function a(T) { interface T {} type U = T; { type T = 1 } return async () => { 'use cache'; interface T {} return T } }",
    ],
    ["function a(User) { { interface User {} fs.push(async () => { 'use cache'; return User }) } }"],
    ["function a() { enum E { A, B = A } const enum F { C } return async () => { 'use cache'; return [E.A, F.C] } }"],
    ["function a(A, x) { return async () => { 'use cache'; enum E { A = 1, B = A, 'c', D = x, F = E.A } return E } }"],
    [
      "function a() { function f(): void; function f(x: string): void; function f(x?: any) {} return async () => { 'use cache'; return f } }",
    ],
    [
      "function a(x) { declare const y: number; return async () => { 'use cache'; declare const x: number; return [x, y] } }",
    ],
    [
      "namespace N { const a = 1; let b; function c() {} class D {} export const e = 1; export async function f() { 'use cache'; return [a, b, c, D, e, N] } { const g = 1; h = async () => { 'use cache'; return g } } }",
    ],
    [
      "namespace A { export namespace B { const x = 1; export const f = async () => { 'use cache'; return [x, A, B] } } }",
    ],
    ["namespace N { import X = Y.Z; export import W = X.V; export async function f(x = X) { 'use cache'; return W } }"],
    ["class C { constructor(private x, readonly y = x) { this.f = async () => { 'use cache'; return [x, y] } } }"],
    [
      "abstract class C { abstract m(): void; n(): void; n(x?) { return async () => { 'use cache'; return x } } declare y: number; abstract z: string; [k: string]: unknown }",
    ],
    [
      "function a(x, y) { return async () => { 'use cache'; x<string>; x<string>(y); new x<y>(); f<typeof x>(y); x! as typeof y; x satisfies typeof y } }",
    ],
    [
      "function a(x: number, y?: string) { return async (z: typeof x = x, ...w: Parameters<typeof y>) => { 'use cache'; return y } }",
    ],
    [
      "function a(x) { return async function (this: typeof x) { 'use cache'; function f(c): c is typeof x { return true } function g(d): asserts d { } } }",
    ],
    ["function a(x) { try {} catch (e: unknown) { return async () => { 'use cache'; return <any>e + <typeof x>e } } }"],
    [
      "function a<const T extends readonly unknown[]>(x: T, y: { [K in keyof T]: T[K] }) { return async () => { 'use cache'; return x as const } }",
    ],
    [
      "import type { T } from 'x'; import { type U, V } from 'x'; function a(U) { return async () => { 'use cache'; return [T, U, V] } }",
    ],
    [
      "let x!: number, y: string | undefined; function a() { let z!: number; return async () => { 'use cache'; return z } }",
    ],
    [
      "export declare function f(): void; export declare const x: number; declare class C {} declare enum E {} declare namespace N { const a: 1 } declare module 'm' { export function g(): void } declare global { var h: 1 }",
    ],
    [
      "function f(a: string): void\nfunction f(a: any) {}\nexport function g(): void\nexport async function g() { 'use cache' }\nexport default function h(): void\nexport default async function h() { 'use cache' }",
    ],
    [
      'type F = () => void; type G<T> = T extends (infer U)[] ? U : never; interface I { a(): void; new (): I; (b): c } let x: abstract new () => void',
    ],
    ['let a = b as any as T, c = <T><U>d, e = f!!, g = h satisfies T as U; a<b>; a < b; a<b>(c); new a<b>'],
    ['function assertIsString(val: any): asserts val is string {} function* g(): Generator<number> {}'],
    [
      'accessor; class C { accessor; accessor a = 1; static accessor #b; declare readonly c; override; readonly; static; async; get; set; abstract }',
    ],
  ],
  decorators: [
    [
      "@a @b() @c.d class A { @e f() { 'use cache' } @g static async h() { 'use cache' } @i() j = async () => { 'use cache' }; @k accessor l = 1; @m get n() { 'use cache'; return 1 } }",
    ],
    ['@a export class A {}'],
    ['@a export default class A {}'],
    ['export @a class A {}'],
    ['export default @a class {}'],
    ["@a abstract class A { @b /* c */ public static async d() { 'use cache' } }"],
    ['@a\nexport abstract class A { static f = async () => {} }'],
    ["class A { @(a.b[c]) d() {} @a(async () => { 'use cache' }) e; constructor(@x y) {} }"],
    ["const A = @a class { @b async c() { 'use cache' } }"],
    ['@a class A { @b static async c() {} @d static #e() {} }', 'js'],
  ],
  imports: [
    ["import defer * as a from 'a'; import source b from 'b'; import.defer('c'); import.source('d'); a.x()", 'mjs'],
    [
      "import a, { b, c as d, type e, type f as g, default as h, 'x y' as i } from 'm'; import * as j from 'n'; import k, * as l from 'o'; import 'p'; import type m from 'q'; import type { n } from 'r'; import type * as o from 's'",
    ],
    ["import fs = require('fs'); import type t = require('t'); export import u = require('u'); import A = N.B"],
    ["import json from './a.json' with { type: 'json' }; import {} from 'x'"],
    [
      "import { type } from 'a'; import { type as } from 'b'; import { type as as2 } from 'c'; import { type as as as3 } from 'd'; import type2, { x } from 'e'",
    ],
    ["import { \\u0061b } from 'm'; import { 'a\\u0062' as c } from 'm\\x6e'"],
    ["import type from 'x'; import type2, { type a } from 'y'"],
    ["import { as } from 'x'; import { from } from 'y'; import from from 'z'"],
  ],
  exports: [
    ['export const a = 1, b = async () => {}, { c, d: e, f: { g }, h = 1, ...i } = j(), [k, l = 2] = m'],
    ['export let a; export var b, c = 1; export const d = async function () {}'],
    [
      "export function a() {} export async function* b() {} export class C { static async d() {} static e = 1; static #f = () => {}; g() {} static get h() { return 1 } static [i] = 1; static async 'j k'() {} static accessor l = 1; static m; static { } }",
    ],
    [
      "const a = 1; export { a, a as b, a as default, a as 'c d' }; export { a as e, type T } from 'm'; export { default } from 'n'; export { default as f, 'g h' as i } from 'o'",
    ],
    [
      "export * from 'a'; export * as b from 'c'; export * as 'd e' from 'f'; export * as default from 'g'; export type * from 'h'; export type * as T from 'i'; export type { U } from 'j'",
    ],
    ['export default foo; export const x = 1'],
    [
      "export default { a, b: 1, async c() {}, d: async () => {}, get e() { return 1 }, set e(v) {}, [f]: 1, ...g, 'h i': 2, 3: 4, __proto__: j }",
    ],
    ['export default [a, async () => {}]'],
    ['export default class A extends B { static async c() {} }'],
    ['export default abstract class { static d = 1 }'],
    ['export default interface T {}'],
    [
      "interface T {} type U = 1; declare const v: 1; class W {} namespace X { type Y = 1 } namespace Z { const a = 1 } import type A from 'a'; export { T, U, v, W, X, Z, A }; export default T",
    ],
    [
      'export enum E { A } export const enum F { B } export declare enum G {} export namespace H { const a = 1 } export namespace I { type T = 1 } export declare namespace J { }',
    ],
    [
      'export type A = 1; export interface B {} export declare const c: 1; export declare function d(): void; export declare class E {} export abstract class F {}',
    ],
    ['export import a = N.b; namespace N { export const b = 1 }'],
    [
      "export const { a } = { a: async () => {} }, { b = async () => {} } = c, { 'd e': f, [g]: h, 1: i } = j, [k] = [async () => {}], { l: [m], n: { o } = {} } = p",
    ],
    ['using a = b; export { a }'],
    ['export var a = 1; if (x) { var a = async () => {} }'],
    ["export { a as b }; export { c }; import { c } from 'm'; function a() {}"],
    ['export default async function f() {} export { f, f as g }'],
    ['export default (a, b); '],
    ['export default a ? b : async () => {}'],
    ['export default <div/>', 'tsx'],
    ["export default 'x'; export const y = 'z'"],
    [
      "export const GET = handler as any, POST = withAuth(handler)!, PUT = (withAuth(async () => { 'use cache' })), DELETE = new Handler(a).run, PATCH = await make(b)",
    ],
    [
      "export async function GET() { return helper() } const helper = async () => { 'use cache' }; export const dynamic = 'force-static', revalidate = 60, fetchCache = undefined, x = -1, y = false",
    ],
  ],
  values: [
    [
      "const a = null, b = true, c = 1, d = -1, e = +1, f = 'x', g = `y`, h = `z${1}`, i = 1n, j = /x/, k = [], l = !a, m = typeof a, n = void 0, o = a + 1, p = a < 1, q = a in b, r = a instanceof b, s = a++, t = - -1, u = -(1), v = -1n, w = 1_000, x = 0x1F, y = 1e400, z = -1e400",
    ],
    ["var a = 010, b = 08, c = '\\07', d = '\\8'", 'cjs'],
    [
      "const a = b.c, d = b?.c, e = b.c.d?.e, f = b['c'], g = b[0], h = this.x, i = import.meta.url, j = (b as any).c, k = b!.c!, l = a?.b?.()",
    ],
    [
      "const a = f(), b = f(1, ...x, async () => {}), c = new F, d = new F(1), e = await f(), g = await x, h = import('x'), i = f`x`, j = f?.(), k = f()(), l = f<string>(1), m = await (f() as any), n = await new F()",
    ],
    [
      'const a = b ? c : d, e = b || c, f = b ?? c, g = b && c, h = (b, c), i = b || c || d, j = b ? c : d ? e : f, k = (b ?? c) || d',
    ],
    [
      "const a = { b, c: 1, d() {}, async e() {}, get f() { return 1 }, [g]: 1, ...h, 'i': { j: async () => {} }, 1: 2, 1e3: 3, 0x10: 4, 5n: 6, __proto__: x }",
    ],
    [
      'const A = class { static a = 1; static b() {} static async c() {} static get d() { return 1 } static [e]() {} f() {} static #g() {} static i }, B = class C {}',
    ],
    [
      'let a; a = 1; a = async () => {}; a += 1; [a] = [1]; (a) = 2; (a as any) = 3; function f() { a = async () => {} } { let a; a = 1 } function g(a) { a = 2 } b = 3',
    ],
    ['function a() {} class B {} enum C {} namespace D { export const x = 1 } const enum E { A } using f = g'],
    [
      'if (x) { var a = async () => {}; let b = 1; function c() {} } for (var d = 1, e; ;) { var f = 2 } for (var g of h) var i = 1; for (let j = 1; ;) ; try { var k = 1 } catch (l) { var m = 2 } { var n = 3 } label: var o = 4; switch (1) { case 1: var p = 5; let q = 6 } while (0) var r = 7',
    ],
    ['function outer() { var a = 1; function b() {} } class C { static { var d = 1 } } const f = () => { var g = 2 }'],
    [
      'const a = <div/>, b = <></>, c = function () {}, d = class {}, e = async () => {}, f = yield_, g = super_, h = (async () => {}) satisfies X',
      'tsx',
    ],
    ['const a = b = c, d = (e = async () => {}), f = g += 1'],
    [
      "const [a, , b = async () => {}, ...c] = [, async () => {}, ...d, (e as any)], [[f], { g }] = h, i = j[('k')], l = j?.['m' as const], n = j[`o`]",
    ],
    [
      'const a = (() => { return async () => {} })(), b = (() => (async () => {}) as any)(1), c = (function () { return; return () => 1 } as any)?.(), d = await (async () => ({ e: () => {} }))(), f = new (function () { return 1 })()',
    ],
    ['const a = f(async () => {}, { async b() {} }, class { static async c() {} }, [async () => {}])'],
    ['import A = B.C; namespace B { export const C = 1; export let d = 2 } A = 1; d = 3'],
    ["var f = 1; var f = 2; class g {} g = 3; import h from 'h'; h = 4", 'js'],
    ['var f = 1; function f() {} var f = 2', 'cjs'],
    ['const a = (b as any) ? (c)! : <T>d, e = ((f))(((g) as any))'],
  ],
  calls: [
    [
      "import { cacheLife, cacheTag as tag } from 'next/cache'; cacheLife('hours'); function f() { tag('a', ...b) } async function g() { 'use cache'; (() => cacheLife({ stale: 1 }))() }",
    ],
    [
      "import * as cache from 'next/cache'; cache.cacheLife('x'); cache?.cacheTag?.('y'); cache['z'](); cache.a.b.c(1); cache(); new cache.A(); cache.t`x`; (cache.d)(); (cache as any).e(); cache.f!(); cache.g<string>()",
    ],
    [
      "import a from 'use-cache'; import b from 'use-cache/x'; import c from 'use-cached'; import d from 'next'; import e from 'next/headers'; import f from 'nextjs/x'; a(); b(); c(); d(); e(); f()",
    ],
    [
      "import { cookies } from 'next/headers'; function f(cookies) { cookies() } function g() { { let cookies; cookies() } cookies() } function h() { cookies(); var cookies } const i = function cookies() { cookies() }; class J { static cookies() { cookies() } }",
    ],
    ["import type { a } from 'next/a'; import { type b, c } from 'next/b'; a(); b(); c()"],
    ["import cache = require('next/cache'); cache.cacheLife('x'); import type t = require('next/t'); t.x()"],
    [
      "import { unstable_cache } from 'next/cache'; export const f = unstable_cache(async () => { 'use cache' }, ['k'], { tags: ['a'] }); unstable_cache(function g() { return async () => {} })",
    ],
    [
      "import { a } from 'next/a'; class C { b = a(); static { a() } @a() m(@a() p = a()) {} [a()]() {} } const f = (x = a()) => a(); await a(); export default a()",
    ],
    ["import { a } from 'next/a'; a(a(1), await a(2)).b(a(3)); a?.(4); a()(); (0, a)(); (a)(5); a<T>(6); a!(7)"],
    ["import { C } from 'next/c'; <C/>; <C a={C()}/>; C`x`; new C; C.d; C = 1; typeof C()", 'jsx'],
    ["import { a } from 'next/a'; namespace N { const a = 1; a() } namespace M { a() } enum E { a = 1, b = a() }"],
    [
      "import { a } from 'next/a'; import { a as b } from 'next/b'; catcher: try {} catch (a) { a(); b() } for (const a of x) a(); for (let b = b(); ;) b()",
    ],
  ],
  'nesting of functions': [
    [
      "const f = async () => { 'use cache'; const g = async () => { 'use cache'; return () => async () => { 'use cache' } } }",
    ],
    [
      "export const o = { a: async () => { const b = async () => { 'use cache' } } }; class C { f = async () => { 'use cache' }; static g = () => async () => { 'use cache' }; static { async function h() { 'use cache' } } }",
    ],
    [
      "export const f = wrap(wrap(async () => { return async () => { 'use cache' } })), g = [async () => { 'use cache' }]",
    ],
    ["function plain() { return { async a() { 'use cache' } } } export default plain(async () => {})"],
    [
      "const f = async function () { 'use cache'; async function g() { 'use cache' } return class { static async h() { 'use cache' } } }",
    ],
    ["if (a) { const f = async () => { 'use cache' } } for (const g of [async () => { 'use cache' }]) ;"],
  ],
  JSX: [
    [
      'const a = <div a="b" c={d} {...e} f=<g/> h:i="j">text {\'x\'} {/* comment */} &nbsp; don\'t <b.c.d/> {...f}</div>',
      'tsx',
    ],
    [
      "export default async function Page({ params }) { 'use cache'; const { id } = await params; return <Layout title={`x ${id}`}>{items.map(async (i) => { 'use cache'; return <Item key={i} {...params}/> })}</Layout> }",
      'tsx',
    ],
    [
      'export const Box = <T,>({ items }: { items: T[] }) => <ul>{items.map((item, i) => <li key={i}>{render(item)}</li>)}</ul>',
      'tsx',
    ],
    ["function A() { const B = () => <i/>; return async () => { 'use cache'; return <B><B.C/></B> } }", 'jsx'],
    ['const a = <A<string> b={1}/>, c = <></>, d = <>{e}</>', 'tsx'],
  ],
  'parameters and returns': [
    ["async function f(a, { b, c: [d], ...e }, ...g) { 'use cache'; return a.x.y + b?.z + d[1] + e.f() + g }"],
    ["async function f(a) { 'use cache'; { const a = 1; use(a) } for (const a of b) use(a.x); return () => a }"],
    [
      "async function f(a) { 'use cache'; var a = 1; function b(a) { return a } class C { [a.k] = a.v; static { a.s } } return }",
    ],
    ["async function f(a) { 'use cache'; switch (a.k) { case 1: let a = 2; return a; default: return (a as T).b } }"],
    [
      "async function f(a) { 'use cache'; try { return { a } } catch (a) { return a.m } finally { a++; a.b = 1; delete a.c; [a] = a } }",
    ],
    ["const f = async function a(a, b = a.c, d = () => b) { 'use cache'; if (a) return b; return a.e`x` }"],
    ["async function f(a: typeof a, b = <T,>(a: T) => a) { 'use cache'; type B = typeof a; return a satisfies B }"],
    ["async function f(a) { 'use cache'; return <a.B c={a.d} {...a}><a /><A>{a.e}</A></a.B> }", 'tsx'],
    [
      "async function f(a) { 'use cache'; enum E { x = a.b, a, y = a } namespace N { export const a = 1; a } return E }",
    ],
    [
      "async function f(a) { 'use cache'; const C = class a { m() { return a } @a.d n(@a.e o) {} }; return class extends a.C {} }",
    ],
    [
      "async function f(a) { 'use cache'; async function g(a, b) { 'use cache'; return a.x + b.y } return async function a() { return a } }",
    ],
    [
      "class C { constructor(private a, b) { 'use cache'; a.x; return b } static async f(@d(b) b) { 'use cache'; return b.y } }",
    ],
    [
      "const f = async ({ a = 1, b: { c } = a, [c]: d }) => { 'use cache'; return Response.json({ a, c: c.d }, { status: 1 }) }",
    ],
    ["async function f(a) { 'use cache'; return function () { return a } }; async function g(a) { return a }"],
    ["async function f(arguments_, a) { 'use cache'; return arguments.length + a! + (a?.b)!.c /* d */ ; }"],
    ["async function f(a) { 'use cache'\n  if (a) return\n  return (await a.b()) // c\n}"],
    [
      "async function f(this: void, a) { 'use cache'; for (a.b of c) ; for (a in c) ; label: for (;;) { return new a.B() } }",
    ],
  ],
}
