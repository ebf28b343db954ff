import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0; export default $mark(($0) => $run($c0 ??= $define("fixtures/shapes/default-arrow/input.ts#default"), [$0], async (n: number) => {

  return n
}), "default")
