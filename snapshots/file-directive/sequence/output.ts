
import { define as $define, run as $run, mark as $mark, wrap as $wrap } from "use-cache/abi"; var $c0; const own = ($wrap("fixtures/file-directive/sequence/input.ts#own", "default", (0, $mark(() => $run($c0 ??= $define("fixtures/file-directive/sequence/input.ts#own.anonymous"), [], async () => {

  return 1
})))))
export const inline = ($wrap("fixtures/file-directive/sequence/input.ts#inline", "default", (0, async (n: number) => n + 1)))
export { own }
export default ($wrap("fixtures/file-directive/sequence/input.ts#default", "default", (inline, own)))
