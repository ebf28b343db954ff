import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1, $c2; export const double = $mark(($0) => $run($c0 ??= $define("fixtures/shapes/arrow/input.ts#double"), [$0], async (n: number): Promise<number> => {

  return n * 2
}), "double")
export const identity = $mark(($0) => $run($c1 ??= $define("fixtures/shapes/arrow/input.ts#identity"), [$0], async <T>(value: T): Promise<T> => {

  return value
}), "identity")
export const bare = $mark(($0) => $run($c2 ??= $define("fixtures/shapes/arrow/input.ts#bare"), [$0], async x => {

  return [x]
}), "bare")
