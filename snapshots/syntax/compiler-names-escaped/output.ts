import { define as $_define, run as $_run, mark as $_mark } from "use-cache/abi"; var $_c0; $_mark(f); const \u0024run = 1
const $\u{63}0 = 2
export function f($_0 = void 0) { return $_run($_c0 ??= $_define("fixtures/syntax/compiler-names-escaped/input.ts#f"), [$_0], async function (n = \u0024run + $\u{63}0) {

  return n
}) }
