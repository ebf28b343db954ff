import { define as $define, run as $run, reject as $reject, mark as $mark } from "use-cache/abi"; var $c0, $c1; export async function parity(step: number) {
  const even = $mark(($0) => { try { return $run($c0 ??= $define("fixtures/captures/mutual-recursion/input.ts#parity.even", { captures: ["odd","step"] }), [$0], async (odd, step, n: number): Promise<boolean> => {

    return n === 0 ? true : odd(n - step)
  }, [odd, step]) } catch ($0) { return $reject($0) } }, "even")
  const odd = $mark(($0) => $run($c1 ??= $define("fixtures/captures/mutual-recursion/input.ts#parity.odd", { captures: ["even","step"] }), [$0], async (even, step, n: number): Promise<boolean> => {

    return n === 0 ? false : even(n - step)
  }, [even, step]), "odd")
  return [await even(10), await odd(7)]
}
