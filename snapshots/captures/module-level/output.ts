import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0; $mark(count); let counter = 0
const table = new Map<string, number>()

export function count($0) { return $run($c0 ??= $define("fixtures/captures/module-level/input.ts#count"), [$0], async function (name: string) {

  counter++
  table.set(name, counter)
  return counter
}) }
