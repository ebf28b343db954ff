import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1; export const answer = ($mark(() => $run($c0 ??= $define("fixtures/shapes/immediately-called/input.ts#answer.anonymous"), [], async () => {

  return 42
})))()
export const later = [$mark(($0) => $run($c1 ??= $define("fixtures/shapes/immediately-called/input.ts#later.anonymous"), [$0], async (n: number) => {  return n }))]
