

import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1, $c2, $c3; $mark(load); $mark($default, "default"); $mark(listed); import { readFile } from 'node:fs/promises'

export const limit = 10
export enum Level { Low }
export type Options = { deep: boolean }
export interface Shape { x: number }

export function load($0) { return $run($c0 ??= $define("fixtures/file-directive/functions/input.ts#load"), [$0], async function (n: number) {
  return helper(n)
}) }
export const arrow = $mark(($0) => $run($c1 ??= $define("fixtures/file-directive/functions/input.ts#arrow"), [$0], async (n: number) => n * limit), "arrow")
export default function  $default($0) { return $run($c2 ??= $define("fixtures/file-directive/functions/input.ts#default"), [$0], async function (path: string) {
  return readFile(path, 'utf8')
}) }
function listed() { return $run($c3 ??= $define("fixtures/file-directive/functions/input.ts#listed"), [], async function () {
  return 'listed'
}) }
export { listed, listed as alias }

function helper(n: number) {
  return n + 1
}
