import type { Details } from '../decide/finding.ts'
import type { DiagnosticCode, Severity } from './diagnostic.ts'

/** Everything there is to say about one code: the single source of plugin errors, `use-cache check`, `use-cache explain`, lint rules and docs pages. */
export interface CatalogueEntry {
  readonly severity: Severity
  /** One line, without names of the user's code. */
  readonly title: string
  /** Why it is a finding, in a few sentences. */
  readonly why: string
  /** A file's name and text that gives the finding. */
  readonly wrong: Example
  /** The same, mended. */
  readonly right: Example
  readonly message: (details: Details) => string
  readonly help: (details: Details) => string
}

export interface Example {
  readonly file: string
  readonly code: string
}

const directive = "'use cache'"

/** What a module with the directive can't export, or does not; anything else is a sync function. */
const unfitExports: Readonly<Record<string, { readonly message: (name: string) => string; readonly help: string }>> = {
  'export *': {
    message: () => `\`export *\` in a module with ${directive}: it can't be seen what is exported.`,
    help: 'Name the exports: export { a, b } from …',
  },
  nothing: {
    message: () => `${directive} at the top of a module without an export declaration does nothing.`,
    help: 'Export the functions themselves with `export`, or put the directive into them.',
  },
  namespace: {
    message: (name) =>
      `\`${name}\` is a namespace: ${directive} at the top of the module does nothing for what is in it.`,
    help: 'Export the functions themselves with `export`, or put the directive into them.',
  },
  class: {
    message: (name) => `\`${name}\` is a class: a module with ${directive} can't export it.`,
    help: 'Move the class to another module, or put the directive into the functions that are to be cached.',
  },
  variable: {
    message: (name) => `\`${name}\` is assigned after its declaration: a module with ${directive} can't export it.`,
    help: 'Make it a constant, or export an async function that calls it.',
  },
}

export const catalogue: Readonly<Record<DiagnosticCode, CatalogueEntry>> = {
  'handler-directive': {
    severity: 'error',
    title: 'A Route Handler contains the directive',
    why: 'A handler receives a Request and returns a Response that belong to one request. Cached as a whole, its answer would be given to everybody, and the request could never be part of the key. What is worth caching is the work inside.',
    wrong: example('app/api/products/route.ts', [
      'export async function GET() {',
      "  'use cache'",
      "  return Response.json(await db.query('SELECT * FROM products'))",
      '}',
    ]),
    right: example('app/api/products/route.ts', [
      'export async function GET() {',
      '  return Response.json(await getProducts())',
      '}',
      '',
      'async function getProducts() {',
      "  'use cache'",
      "  return db.query('SELECT * FROM products')",
      '}',
    ]),
    message: ({ name, method, by }) =>
      by === 'module'
        ? `\`${name}\` is the ${method} handler of a route file, and the module's ${directive} would cache it.`
        : `\`${name}\` is the ${method} handler of a route file: ${directive} can't stand in its body.`,
    help: ({ by }) =>
      by === 'module'
        ? `Remove the directive from the top of the module and put ${directive} into the helpers that the handlers call: async function getData() { ${directive}; … }`
        : `Extract the expensive work into a helper and call it from the handler: async function getData() { ${directive}; … } — the handler awaits getData() and builds the Response itself.`,
  },
  'not-async': {
    severity: 'error',
    title: 'The function is not async',
    why: 'A cached function may have to wait for a store or for another call that is already computing the same answer, so it always returns a promise. A sync function (or a getter, setter or constructor) would change its type by being cached.',
    wrong: example('prices.ts', [
      'export function getPrice(id: string) {',
      "  'use cache'",
      '  return lookUp(id)',
      '}',
    ]),
    right: example('prices.ts', [
      'export async function getPrice(id: string) {',
      "  'use cache'",
      '  return lookUp(id)',
      '}',
    ]),
    message: ({ name, shape }) => `\`${name}\` contains ${directive} but is ${kindOfSync(shape)}.`,
    help: ({ shape }) =>
      shape === 'getter' || shape === 'setter' || shape === 'constructor'
        ? 'Move the work into an async function with the directive and call that.'
        : 'Make it async: a cached function always returns a promise.',
  },
  generator: {
    severity: 'error',
    title: 'The function is a generator',
    why: 'A generator is a conversation with one caller: what it yields depends on how it is driven. A cache keeps finished answers.',
    wrong: example('feed.ts', [
      'export async function* pages(url: string) {',
      "  'use cache'",
      '  yield await load(url)',
      '}',
    ]),
    right: example('feed.ts', [
      'export async function pages(url: string) {',
      "  'use cache'",
      '  return [await load(url)]',
      '}',
    ]),
    message: ({ name }) => `\`${name}\` is a generator: ${directive} works in async functions only.`,
    help: () => 'Return an array (or a ReadableStream) from an async function, or cache the single steps in a helper.',
  },
  'instance-method': {
    severity: 'error',
    title: 'The function is a method of a class instance',
    why: 'A method belongs to an instance, and an instance cannot be part of a key. Two instances would share their answers.',
    wrong: example('repository.ts', [
      'export class Repository {',
      '  async find(id: string) {',
      "    'use cache'",
      '    return query(id)',
      '  }',
      '}',
    ]),
    right: example('repository.ts', [
      'export class Repository {',
      '  static async find(id: string) {',
      "    'use cache'",
      '    return query(id)',
      '  }',
      '}',
    ]),
    message: ({ name }) => `\`${name}\` is a method of class instances: ${directive} can't stand in it.`,
    help: () =>
      'Use a function, an object method or a static method, and pass what it needs of the instance as arguments.',
  },
  'uses-this': {
    severity: 'error',
    title: 'The cached function uses `this`',
    why: 'What `this` is depends on how the function is called, and it is not part of the key.',
    wrong: example('cart.ts', [
      'export const cart = {',
      "  currency: 'EUR',",
      '  async total(ids: string[]) {',
      "    'use cache'",
      '    return sum(ids, this.currency)',
      '  },',
      '}',
    ]),
    right: example('cart.ts', [
      'export const cart = {',
      "  currency: 'EUR',",
      '  async total(ids: string[], currency: string) {',
      "    'use cache'",
      '    return sum(ids, currency)',
      '  },',
      '}',
    ]),
    message: ({ name }) => `\`${name}\` is cached and uses \`this\`, which can't be part of its key.`,
    help: () => 'Pass what it needs as an argument.',
  },
  'uses-arguments': {
    severity: 'error',
    title: 'The cached function uses `arguments`',
    why: 'Only declared parameters are part of the key; `arguments` would let others through.',
    wrong: example('sum.ts', ['export async function sum() {', "  'use cache'", '  return add(...arguments)', '}']),
    right: example('sum.ts', [
      'export async function sum(...numbers: number[]) {',
      "  'use cache'",
      '  return add(...numbers)',
      '}',
    ]),
    message: ({ name }) =>
      `\`${name}\` is cached and uses \`arguments\`: only declared parameters are part of its key.`,
    help: () => 'Declare the parameters, or a rest parameter (`...args`).',
  },
  'uses-super': {
    severity: 'error',
    title: 'The cached function uses `super`',
    why: 'What `super` means depends on the object that the method stands in; it is not part of the key.',
    wrong: example('user.ts', [
      'export class Admin extends User {',
      '  static async load(id: string) {',
      "    'use cache'",
      '    return super.load(id)',
      '  }',
      '}',
    ]),
    right: example('user.ts', [
      'export class Admin extends User {',
      '  static async load(id: string) {',
      "    'use cache'",
      '    return User.load(id)',
      '  }',
      '}',
    ]),
    message: ({ name }) => `\`${name}\` is cached and uses \`super\`, which can't be part of its key.`,
    help: () => 'Name the class whose method is meant.',
  },
  'uses-new-target': {
    severity: 'error',
    title: 'The cached function uses `new.target`',
    why: 'A cached function is never constructed, so `new.target` says nothing in it.',
    wrong: example('make.ts', [
      'export async function make() {',
      "  'use cache'",
      '  return new.target === undefined',
      '}',
    ]),
    right: example('make.ts', [
      'export async function make(isNew: boolean) {',
      "  'use cache'",
      '  return !isNew',
      '}',
    ]),
    message: ({ name }) => `\`${name}\` is cached and uses \`new.target\`, which means nothing in a cached function.`,
    help: () => 'Pass what it needs as an argument.',
  },
  'uses-eval': {
    severity: 'error',
    title: 'Nobody can see what the cached function reads',
    why: 'What a cached function reads of the functions around it is part of its key. A direct call of `eval` reads and declares variables by names that are known only when it runs, and in a `with` any name may be a property of the object.',
    wrong: example('calculator.ts', [
      'export function calculator(rates: Rates) {',
      '  return async (formula: string) => {',
      "    'use cache'",
      '    return eval(formula)',
      '  }',
      '}',
    ]),
    right: example('calculator.ts', [
      'export async function calculate(formula: string, rates: Rates) {',
      "  'use cache'",
      '  return eval(formula)',
      '}',
    ]),
    message: ({ name, what }) =>
      what === 'with'
        ? `\`${name}\` is cached and stands in a \`with\`: what it reads of the object can't be seen, nor be part of its key.`
        : `\`${name}\` is cached, and what this \`eval\` does with the variables around it can't be seen, nor be part of its key.`,
    help: ({ what }) =>
      what === 'with'
        ? 'Move the function out of the `with` and pass what it needs as arguments.'
        : 'Move the function to module level and pass what it needs as arguments, or call `eval` indirectly, which sees globals only: (0, eval)(code).',
  },
  'assigns-capture': {
    severity: 'error',
    title: 'The cached function writes to a variable of an enclosing function',
    why: 'On a hit the body does not run, so the variable would keep its value: the program would behave differently the second time.',
    wrong: example('count.ts', [
      'export async function report(ids: string[]) {',
      '  let loaded = 0',
      '  const load = async (id: string) => {',
      "    'use cache'",
      '    loaded++',
      '    return fetchOne(id)',
      '  }',
      '  return [await Promise.all(ids.map(load)), loaded]',
      '}',
    ]),
    right: example('count.ts', [
      'export async function report(ids: string[]) {',
      '  const load = async (id: string) => {',
      "    'use cache'",
      '    return fetchOne(id)',
      '  }',
      '  const items = await Promise.all(ids.map(load))',
      '  return [items, items.length]',
      '}',
    ]),
    message: ({ name, variable }) =>
      `\`${name}\` is cached and writes to \`${variable}\`, a variable of the function around it.`,
    help: ({ variable }) => `Return the new value and assign \`${variable}\` outside: on a hit the body does not run.`,
  },
  'captures-function': {
    severity: 'error',
    title: 'The cached function captures a plain function of an enclosing function',
    why: 'What a cached function reads from around it is part of its key. A function made in there can do anything; nobody can tell whether two of them are equal. A cached function can be captured.',
    wrong: example('search.ts', [
      'export async function search(user: User) {',
      '  const visible = (item: Item) => item.owner === user.id',
      '  const load = async (query: string) => {',
      "    'use cache'",
      '    return (await find(query)).filter(visible)',
      '  }',
      "  return load('tea')",
      '}',
    ]),
    right: example('search.ts', [
      'export async function search(user: User) {',
      '  const load = async (query: string) => {',
      "    'use cache'",
      '    return (await find(query)).filter((item) => item.owner === user.id)',
      '  }',
      "  return load('tea')",
      '}',
    ]),
    message: ({ name, variable }) =>
      `\`${name}\` is cached and captures the function \`${variable}\`, which can't be part of its key.`,
    help: ({ variable }) =>
      `Move \`${variable}\` to module level or into the cached function, or make it a cached function itself.`,
  },
  'captures-class': {
    severity: 'error',
    title: 'The cached function captures a class of an enclosing function',
    why: 'What a cached function reads from around it is part of its key, and a class made in there cannot be compared with another.',
    wrong: example('parse.ts', [
      'export function parser() {',
      '  class Node {}',
      '  return async (text: string) => {',
      "    'use cache'",
      '    return build(text, Node)',
      '  }',
      '}',
    ]),
    right: example('parse.ts', [
      'class Node {}',
      '',
      'export function parser() {',
      '  return async (text: string) => {',
      "    'use cache'",
      '    return build(text, Node)',
      '  }',
      '}',
    ]),
    message: ({ name, variable }) =>
      `\`${name}\` is cached and captures the class \`${variable}\`, which can't be part of its key.`,
    help: ({ variable }) => `Move \`${variable}\` to module level or into the cached function.`,
  },
  'directive-typo': {
    severity: 'error',
    title: 'The directive is misspelled',
    why: 'A directive that the compiler does not know does nothing, and nobody would be told.',
    wrong: example('news.ts', ['export async function getNews() {', "  'use cached'", '  return load()', '}']),
    right: example('news.ts', ['export async function getNews() {', "  'use cache'", '  return load()', '}']),
    message: ({ text }) => `'${text}' is not the directive.`,
    help: ({ meant }) =>
      `Write ${meant ? `'${meant}'` : `${directive}, or a kind behind a colon: 'use cache: remote'`}.`,
  },
  'unknown-kind': {
    severity: 'error',
    title: 'Nobody configured this kind of cache',
    why: 'The kind names the store that keeps the entries. `default`, `remote` and `private` are always there; others must be configured.',
    wrong: example('session.ts', ['export async function load() {', "  'use cache: redis'", '  return read()', '}']),
    right: example('session.ts', ['export async function load() {', "  'use cache: remote'", '  return read()', '}']),
    message: ({ kind }) => `No cache of kind \`${kind}\` is configured.`,
    help: ({ nearest, kinds }) =>
      `${nearest ? `Did you mean 'use cache: ${nearest}'? ` : ''}Known kinds: ${kinds}. Add others with the option \`kinds\`.`,
  },
  'misplaced-directive': {
    severity: 'error',
    title: 'The directive stands where it does nothing',
    why: 'A directive is a plain string statement at the very top of a function body or of a module. Anywhere else, in parentheses or as a template it is an expression without effect.',
    wrong: example('orders.ts', [
      'export async function getOrders(id: string) {',
      '  const key = Number(id)',
      "  'use cache'",
      '  return query(key)',
      '}',
    ]),
    right: example('orders.ts', [
      'export async function getOrders(id: string) {',
      "  'use cache'",
      '  const key = Number(id)',
      '  return query(key)',
      '}',
    ]),
    message: ({ text, form }) =>
      form === 'template'
        ? `\`${text}\` as a template literal is not a directive.`
        : form === 'parenthesized'
          ? `'${text}' in parentheses is not a directive.`
          : form === 'class-field'
            ? `'${text}' in a class body declares a field; it is not a directive.`
            : form === 'swallowed'
              ? `'${text}' runs on into what follows, so it is no directive.`
              : `'${text}' is not at the top of its function or module, so it does nothing here.`,
    help: ({ where, form }) =>
      form === 'template' || form === 'parenthesized'
        ? `Write it as a plain string, ${directive}, as the first statement.`
        : form === 'class-field'
          ? 'Put it at the top of the body of each static method that is to be cached.'
          : form === 'swallowed'
            ? 'End it with a semicolon.'
            : where === 'module'
              ? 'Move it to the first line of the module, above the imports, or into a function body.'
              : where === 'function'
                ? 'Move it to the first line of the function body.'
                : 'It means nothing in a block, a namespace or a static block: put it at the top of each function that is to be cached.',
  },
  'conflicting-directives': {
    severity: 'error',
    title: 'Two directives contradict each other',
    why: 'A function is either cached (and only runs on a miss) or a server action (and runs at every call), has one kind of cache, and a client module has no server cache.',
    wrong: example('actions.ts', [
      'export async function save(form: FormData) {',
      "  'use server'",
      "  'use cache'",
      '  return store(form)',
      '}',
    ]),
    right: example('actions.ts', [
      'export async function save(form: FormData) {',
      "  'use server'",
      '  return store(form)',
      '}',
    ]),
    message: ({ text, rival }) => `'${text}' contradicts ${rival}.`,
    help: ({ rival }) =>
      rival === "'use client'"
        ? "Move the cached function into a module of its own, without 'use client', and call it on the server."
        : 'Keep one of the two; put the cached work into a function of its own.',
  },
  'invalid-file-export': {
    severity: 'error',
    title: 'A module with the directive exports what cannot be cached',
    why: 'A directive at the top of a module caches every function that it exports. Sync functions and classes cannot be cached, behind `export *` nobody sees what is exported, and of a variable that is assigned again only what it held first would be cached. Where nothing is exported (`module.exports` and `export =` are no export declarations), or only namespaces are, it does nothing.',
    wrong: example('catalog.ts', [
      directive,
      '',
      'export function format(price: number) {',
      '  return `${price} €`',
      '}',
    ]),
    right: example('catalog.ts', [directive, '', 'export async function getPrices() {', '  return load()', '}']),
    message: ({ name, what }) =>
      unfitExports[what ?? '']?.message(name ?? '') ??
      `\`${name}\` is a ${what}: a module with ${directive} can't export it.`,
    help: ({ what }) =>
      unfitExports[what ?? '']?.help ??
      'Make it async, move it to another module, or put the directive into the functions that are to be cached.',
  },
  'request-api-inside': {
    severity: 'error',
    title: 'A shared cached function reads the request',
    why: 'The answer of a shared cached function is given to everybody, so it must not depend on who asked first.',
    wrong: example('profile.ts', [
      "import { cookies } from 'next/headers'",
      '',
      'export async function getProfile() {',
      "  'use cache'",
      "  return load((await cookies()).get('session')?.value)",
      '}',
    ]),
    right: example('profile.ts', [
      "import { cookies } from 'next/headers'",
      '',
      'export async function profile() {',
      "  return getProfile((await cookies()).get('session')?.value)",
      '}',
      '',
      'async function getProfile(session: string | undefined) {',
      "  'use cache'",
      '  return load(session)',
      '}',
    ]),
    message: ({ name, api }) =>
      `\`${name}\` is cached for everybody and calls \`${api}()\`, which belongs to one request.`,
    help: ({ api }) =>
      `Call \`${api}()\` outside and pass what is needed as an argument${api === 'cookies' || api === 'headers' ? ", or use 'use cache: private'" : ''}.`,
  },
  'cache-api-outside': {
    severity: 'error',
    title: '`cacheLife`, `cacheTag` or another of their kind is called outside a cached function',
    why: 'They (and `cacheDeadline`, `noStore`) speak about the entry that is being filled. Outside a cached function there is none.',
    wrong: example('tags.ts', [
      "import { cacheTag } from 'use-cache'",
      '',
      'export async function getUser(id: string) {',
      '  cacheTag(`user-${id}`)',
      '  return load(id)',
      '}',
    ]),
    right: example('tags.ts', [
      "import { cacheTag } from 'use-cache'",
      '',
      'export async function getUser(id: string) {',
      "  'use cache'",
      '  cacheTag(`user-${id}`)',
      '  return load(id)',
      '}',
    ]),
    message: ({ api }) => `\`${api}()\` is called outside a cached function.`,
    help: () => `Put ${directive} at the top of the function that calls it, or move the call into a cached function.`,
  },
  'revalidate-inside': {
    severity: 'error',
    title: 'A cached function invalidates',
    why: 'A cached body runs on misses only: an invalidation in it would happen by chance.',
    wrong: example('sync.ts', [
      "import { revalidateTag } from 'use-cache'",
      '',
      'export async function sync(id: string) {',
      "  'use cache'",
      "  await revalidateTag('users', 'max')",
      '  return load(id)',
      '}',
    ]),
    right: example('sync.ts', [
      "import { revalidateTag } from 'use-cache'",
      '',
      'export async function sync(id: string) {',
      '  await save(id)',
      "  await revalidateTag('users', 'max')",
      '}',
    ]),
    message: ({ name, api }) => `\`${name}\` is cached and calls \`${api}()\`: its body runs on misses only.`,
    help: () => 'Call it where the data changes: in a handler, a server action, a webhook or a script.',
  },
  'unknown-profile': {
    severity: 'error',
    title: 'The profile of `cacheLife` does not exist',
    why: 'A profile names three durations. `default`, `seconds`, `minutes`, `hours`, `days`, `weeks` and `max` are always there; others must be configured.',
    wrong: example('rates.ts', [
      "import { cacheLife } from 'use-cache'",
      '',
      'export async function getRates() {',
      "  'use cache'",
      "  cacheLife('houres')",
      '  return load()',
      '}',
    ]),
    right: example('rates.ts', [
      "import { cacheLife } from 'use-cache'",
      '',
      'export async function getRates() {',
      "  'use cache'",
      "  cacheLife('hours')",
      '  return load()',
      '}',
    ]),
    message: ({ profile }) => `There is no profile \`${profile}\`.`,
    help: ({ nearest, profiles }) => `${nearest ? `Did you mean '${nearest}'? ` : ''}Known profiles: ${profiles}.`,
  },
  'route-invalid-export': {
    severity: 'error',
    title: 'A route file exports something that it may not',
    why: 'A route file exports HTTP methods and segment config. Anything else is never called, and often a misspelled method.',
    wrong: example('app/api/ping/route.ts', ['export async function get() {', "  return new Response('pong')", '}']),
    right: example('app/api/ping/route.ts', ['export async function GET() {', "  return new Response('pong')", '}']),
    message: ({ name }) => `A route file can't export \`${name}\`.`,
    help: ({ meant }) =>
      meant
        ? `Did you mean \`${meant}\`?`
        : 'Export HTTP methods (GET, POST, …) and segment config only; move the rest to another module.',
  },
  'route-invalid-config': {
    severity: 'error',
    title: 'A value of the segment config is outside its domain',
    why: 'Segment config is read at build time and must be one of the known literals.',
    wrong: example('app/api/ping/route.ts', [
      "export const dynamic = 'force-statik'",
      '',
      'export async function GET() {',
      "  return new Response('pong')",
      '}',
    ]),
    right: example('app/api/ping/route.ts', [
      "export const dynamic = 'force-static'",
      '',
      'export async function GET() {',
      "  return new Response('pong')",
      '}',
    ]),
    message: ({ name, value }) => `\`${name}\` can't be ${value}.`,
    help: ({ name, allowed }) => `\`${name}\` is one of: ${allowed}.`,
  },
  'segment-config-conflict': {
    severity: 'error',
    title: 'Segment config in an app with Cache Components',
    why: 'With `cacheComponents` what is static follows from the code; the segment config would say it twice.',
    wrong: example('app/api/ping/route.ts', [
      "export const dynamic = 'force-static'",
      '',
      'export async function GET() {',
      "  return new Response('pong')",
      '}',
    ]),
    right: example('app/api/ping/route.ts', ['export async function GET() {', "  return new Response('pong')", '}']),
    message: ({ name }) => `\`${name}\` does not go together with \`cacheComponents: true\`.`,
    help: ({ name }) =>
      `Remove \`${name}\`: a GET that reads nothing of the request is prerendered; what is expensive goes into a cached helper.`,
  },
  uncompiled: {
    severity: 'error',
    title: 'The directive is left in what a build has written',
    why: 'Nothing but the compiler gives the directive a meaning: code that still holds it when it runs is not cached, and nothing says so. `use-cache check --output` looks for it in the files that a build has written.',
    wrong: example('dist/products.js', [
      'export async function getProducts() {',
      "  'use cache'",
      "  return db.query('SELECT * FROM products')",
      '}',
    ]),
    right: example('vite.config.ts', [
      "import { defineConfig } from 'vite'",
      "import useCache from 'use-cache/vite'",
      '',
      'export default defineConfig({ plugins: [useCache()] })',
    ]),
    message: ({ name }) =>
      name === ''
        ? `${directive} at the top of this module was not compiled: its exports run uncached.`
        : `${directive} in \`${name}\` was not compiled: it runs uncached.`,
    help: () =>
      'Add the plugin of use-cache to the build that writes this file, before those that change or load code; leave no package with the directive external unless its publisher has compiled it.',
  },
  'route-page-conflict': {
    severity: 'error',
    title: 'A route and a page at the same segment',
    why: 'Both would answer the same URL.',
    wrong: example('app/shop/route.ts', [
      '// beside app/shop/page.tsx',
      "export const GET = () => new Response('shop')",
    ]),
    right: example('app/shop/data/route.ts', ["export const GET = () => new Response('shop')"]),
    message: ({ other }) => `This route and \`${other}\` answer the same URL.`,
    help: () => 'Move one of the two to another segment.',
  },
  'route-duplicate': {
    severity: 'error',
    title: 'Two route files answer the same URL',
    why: 'Which of the two answers would be chance.',
    wrong: example('app/(shop)/cart/route.ts', [
      '// beside app/(account)/cart/route.ts',
      "export const GET = () => new Response('cart')",
    ]),
    right: example('app/(shop)/cart/route.ts', ["export const GET = () => new Response('cart')"]),
    message: ({ other, pattern }) => `This route and \`${other}\` both answer \`${pattern}\`.`,
    help: () => 'Remove one of the two, or move it to another segment.',
  },
  'route-invalid-path': {
    severity: 'error',
    title: 'The path of a route cannot be served',
    why: 'Each place in the tree of folders has one name and one kind of brackets, each parameter of a route its own name, and a catch-all stands last.',
    wrong: example('app/users/[id]/route.ts', [
      '// beside app/users/[name]/posts/route.ts',
      "export const GET = () => new Response('user')",
    ]),
    right: example('app/users/[name]/route.ts', ["export const GET = () => new Response('user')"]),
    message: ({ message }) => message ?? '',
    help: () => 'Rename the folder.',
  },
  'syntax-error': {
    severity: 'error',
    title: 'The module does not parse',
    why: 'A module that the parser cannot read cannot be compiled. Other modules are still checked.',
    wrong: example('broken.ts', ['export async function load( {', "  'use cache'", '}']),
    right: example('broken.ts', ['export async function load() {', "  'use cache'", '}']),
    message: ({ message }) => message ?? '',
    help: () => 'Mend the syntax here; if the code is right, try another parser: `--parser swc`.',
  },
}

function example(file: string, lines: readonly string[]): Example {
  return { file, code: `${lines.join('\n')}\n` }
}

function kindOfSync(shape: string | undefined): string {
  return shape === 'getter' || shape === 'setter' || shape === 'constructor' ? `a ${shape}` : 'not async'
}
