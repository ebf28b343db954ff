import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1; export async function outer(step: number) { ;$mark(sum); 
  function sum($0) { return $run($c0 ??= $define("fixtures/captures/recursion/input.ts#outer.sum", { captures: ["step"] }), [$0], async function (step, n: number): Promise<number> {

    return n <= 0 ? 0 : step + (await sum(n - 1))
  }, [step]) }
  const product = $mark(($0) => $run($c1 ??= $define("fixtures/captures/recursion/input.ts#outer.product", { captures: ["step"] }), [$0], async (step, n: number): Promise<number> => {

    return n <= 0 ? 1 : step * (await product(n - 1))
  }, [step]), "product")
  return [await sum(4), await product(4)]
}
