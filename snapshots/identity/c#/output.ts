import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0; $mark(price); export function price() { return $run($c0 ??= $define("fixtures/identity/c#/input.ts#price"), [], async function () {

  return 1
}) }
