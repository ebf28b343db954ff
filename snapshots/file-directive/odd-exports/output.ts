
import { define as $define, run as $run, mark as $mark, wrap as $wrap } from "use-cache/abi"; var $c0; import type { Stats } from 'node:fs'
import { readFile } from 'node:fs/promises'

export let late: () => Promise<number>
late = $mark(() => $run($c0 ??= $define("fixtures/file-directive/odd-exports/input.ts#late"), [], async () => 1), "late")
export let empty: string | undefined
export namespace Settings {
  export const size = 1
}
export declare const external: number
export default $wrap("fixtures/file-directive/odd-exports/input.ts#default", "default", readFile)
export { late as again }
export type { Stats }
