import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1; export const plain = $mark(function ($0) { return $run($c0 ??= $define("fixtures/shapes/function-expression/input.ts#plain"), [$0], async function (n: number) {

  return n + 1
}) }, "plain")
export const factorial = $mark(function self($0) { return $run($c1 ??= $define("fixtures/shapes/function-expression/input.ts#self"), [$0], async function (n: number): Promise<number> {

  return n < 2 ? 1 : n * (await self(n - 1))
}) })
