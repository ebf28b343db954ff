import { define as $define, run as $run, pick as $pick, mark as $mark } from "use-cache/abi"; var $c0, $c1; export async function outer(a: { x: number; y: number }, b: number) {
  const middle = $mark(($0) => $run($c0 ??= $define("fixtures/captures/nested-cached/input.ts#outer.middle", { captures: ["a","b"] }), [$0], async (a, b, c: number) => {

    const inner = $mark(($0) => $run($c1 ??= $define("fixtures/captures/nested-cached/input.ts#outer.middle.inner", { captures: ["a","b","c"] }), [$0], async (a, b, c, d: number) => {

      return a.x + b + c + d
    }, [$pick(a, { x: 0 }), b, c]), "inner")
    return [await inner(1), await inner(2), a.y]
  }, [$pick(a, { x: 0, y: 0 }), b]), "middle")
  return [await middle(10), await middle(20)]
}
