
import { define as $define, run as $run, mark as $mark, wrap as $wrap } from "use-cache/abi"; var $c0, $c1; let calls = 0
export let state = 'new'
export { calls }
export let load = $mark(() => $run($c0 ??= $define("fixtures/file-directive/assigned/input.ts#load"), [], async () => 1), "load")
export async function change() {
  'use server'
  calls++
  calls += 1
  state = 'changed'
  load = $mark(() => $run($c1 ??= $define("fixtures/file-directive/assigned/input.ts#change.load"), [], async () => 2), "load")
}
let once: typeof Math.max
once = Math.max
export default $wrap("fixtures/file-directive/assigned/input.ts#default", "default", once)
