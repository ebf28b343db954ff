import { define as $_define, run as $_run, mark as $_mark } from "use-cache/abi"; var $_c0; export function make($10: number) {
  return $_mark(($_0, $_1, $_2, $_3, $_4, $_5, $_6, $_7, $_8, $_9, $_10) => $_run($_c0 ??= $_define("fixtures/syntax/compiler-names-with-two-digits/input.ts#make.anonymous", { captures: ["$10"] }), [$_0, $_1, $_2, $_3, $_4, $_5, $_6, $_7, $_8, $_9, $_10], async ($10, a: 0, b: 1, c: 2, d: 3, e: 4, f: 5, g: 6, h: 7, i: 8, j: 9, k: 10) => {

    return [a, b, c, d, e, f, g, h, i, j, k, $10]
  }, [$10]))
}
