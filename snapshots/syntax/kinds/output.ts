import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1, $c2, $c3; $mark(a); $mark(b); $mark(c); $mark(d); export function a() { return $run($c0 ??= $define("fixtures/syntax/kinds/input.ts#a", { kind: "remote" }), [], async function () {

  return 1
}) }
export function b() { return $run($c1 ??= $define("fixtures/syntax/kinds/input.ts#b", { kind: "private" }), [], async function () {

  return 2
}) }
export function c() { return $run($c2 ??= $define("fixtures/syntax/kinds/input.ts#c"), [], async function () {

  return 3
}) }
export function d() { return $run($c3 ??= $define("fixtures/syntax/kinds/input.ts#d", { kind: "tenant" }), [], async function () {

  return 4
}) }
