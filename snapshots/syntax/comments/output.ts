// compiled code begins with import { run } from "use-cache/abi" or with require("use-cache/abi")
import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1, $c2; $mark(f); export function /* name */ f /* before */ ($0) { return $run($c0 ??= $define("fixtures/syntax/comments/input.ts#f"), [$0], async function (/* a */ a: number /* b */) /* result */ : Promise<number> /* body */ {
  /* first */  /* second */ // third
  return a
}) } // end
export const g = $mark(($0) => $run($c1 ??= $define("fixtures/syntax/comments/input.ts#g"), [$0], async /* x */ (a: number) => /* y */ {  return a }), "g")
export const o = { /* m */ /* n */ m /* p */ : $mark(() => $run($c2 ??= $define("fixtures/syntax/comments/input.ts#o.m"), [], async function () {  return 1 }), "m") /* q */ }
