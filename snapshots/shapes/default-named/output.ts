import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0; $mark(load); export default function load($0) { return $run($c0 ??= $define("fixtures/shapes/default-named/input.ts#load"), [$0], async function (n: number) {

  return n
}) }
