import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0; $mark(f); export function f($0) { return $run($c0 ??= $define("fixtures/syntax/javascript/input.mjs#f"), [$0], async function (n) {

  return n
}) }
