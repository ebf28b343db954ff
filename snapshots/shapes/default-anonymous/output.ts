import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0; $mark($default, "default"); export default function  $default($0) { return $run($c0 ??= $define("fixtures/shapes/default-anonymous/input.ts#default"), [$0], async function (n: number) {

  return n
}) }
