import { define as $define, run as $run, reject as $reject, mark as $mark } from "use-cache/abi"; var $c0, $c1; export const results: unknown[] = []
{ ;$mark(inBlock); 
  const local = 1
  function inBlock($0) { try { return $run($c0 ??= $define("fixtures/captures/block-at-module-level/input.ts#inBlock", { captures: ["local"] }), [$0], async function (local, n: number) {

    return n + local
  }, [local]) } catch ($0) { return $reject($0) } }
  results.push(await inBlock(1))
}
for (const step of [1, 2]) {
  results.push(await ($mark(() => $run($c1 ??= $define("fixtures/captures/block-at-module-level/input.ts#anonymous", { captures: ["step"] }), [], async (step) => {  return step }, [step])))())
}
