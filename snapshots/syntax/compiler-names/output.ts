import { define as $_define, run as $_run, mark as $_mark } from "use-cache/abi"; var $_c0; $_mark(f); const $run = 1
const $c0 = 2
export function f($_0, $_1 = void 0) { return $_run($_c0 ??= $_define("fixtures/syntax/compiler-names/input.ts#f"), [$_0, $_1], async function ($0: number, $1 = $run + $c0) {

  return $0 + $1
}) }
