import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1; export async function squares(count: number) {
  const tasks: Promise<number>[] = []
  for (let n = 0; n < count; n++) {
    tasks.push(($mark(() => $run($c0 ??= $define("fixtures/captures/loop-variable/input.ts#squares.anonymous", { captures: ["n"] }), [], async (n) => {

      return n * n
    }, [n])))())
  }
  for (const n of [10, 11]) tasks.push(($mark(() => $run($c1 ??= $define("fixtures/captures/loop-variable/input.ts#squares.anonymous:2", { captures: ["n"] }), [], async (n) => {  return n * n }, [n])))())
  return Promise.all(tasks)
}
