import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1; $mark(load); export const early = await load(1)

export function load($0) { return $run($c0 ??= $define("fixtures/captures/hoisted-call/input.ts#load"), [$0], async function (n: number) {

  return n + 1
}) }

export async function nested(by: number) { ;$mark(add); 
  const first = await add(1)
  return [first, await add(2)]
  function add($0) { return $run($c1 ??= $define("fixtures/captures/hoisted-call/input.ts#nested.add", { captures: ["by"] }), [$0], async function (by, n: number) {

    return n + by
  }, [by]) }
}
