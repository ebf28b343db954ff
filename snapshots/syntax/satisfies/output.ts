import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0; type Loader = (n: number) => Promise<number>
export const load = ($mark(($0) => $run($c0 ??= $define("fixtures/syntax/satisfies/input.ts#load"), [$0], async (n: number) => {

  return n
}), "load")) satisfies Loader as Loader
