
import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1; $mark(a); $mark(b); export function a() { return $run($c0 ??= $define("fixtures/file-directive/kind/input.ts#a", { kind: "remote" }), [], async function () {
  return 1
}) }
export function b() { return $run($c1 ??= $define("fixtures/file-directive/kind/input.ts#b"), [], async function () {

  return 2
}) }
export async function save() {
  'use server'
  return 3
}
