import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0; $mark(getProduct); export function getProduct($0) { return $run($c0 ??= $define("fixtures/shapes/undeclared-arguments/input.ts#getProduct"), [$0], async function (id: number) {

  return { id }
}) }
