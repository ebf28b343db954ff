import { define as $define, run as $run, pick as $pick, mark as $mark } from "use-cache/abi"; var $c0, $c1; $mark(f); export function f() { return $run($c0 ??= $define("fixtures/syntax/bom-and-crlf/input.ts#f"), [], async function () {

  return 1
}) }
export const g = (a: { b: string }) => $mark(() => $run($c1 ??= $define("fixtures/syntax/bom-and-crlf/input.ts#g.anonymous", { captures: ["a"] }), [], async (a) => {

  return a.b
}, [$pick(a, { b: 0 })]))
