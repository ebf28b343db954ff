import { URLPattern as Polyfill } from 'urlpattern-polyfill/urlpattern'

/** The platform's `URLPattern`, or where it has none (Node 22) the same in JavaScript. */
export const URLPattern: typeof Polyfill = (globalThis as { URLPattern?: typeof Polyfill }).URLPattern ?? Polyfill
