import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1, $c2; $mark(everything); $mark(restOnly); $mark(none); export function everything($0, $1 = void 0, $2 = void 0, ...$3) { return $run($c0 ??= $define("fixtures/shapes/parameters/input.ts#everything"), [$0, $1, $2, ...$3], async function (
  { a, b: [c] }: { a: number; b: number[] },
  [d = a]: number[] = [],
  e = c + d,
  ...rest: readonly string[]
) {

  return [a, c, d, e, rest]
}) }
export function restOnly(...$0) { return $run($c1 ??= $define("fixtures/shapes/parameters/input.ts#restOnly"), [...$0], async function (...all: number[]) {

  return all.length
}) }
export function none() { return $run($c2 ??= $define("fixtures/shapes/parameters/input.ts#none"), [], async function () {

  return 'none'
}) }
