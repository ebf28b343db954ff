
import { wrap as $wrap } from "use-cache/abi"; import { inspect } from 'node:util'
import { inspect as debug } from 'node:util'

const twice = (load: (n: number) => Promise<number>) => async (n: number) => 2 * (await load(n))
const base = async (n: number) => n
const computed = $wrap("fixtures/file-directive/computed/input.ts#computed", "default", twice(base))

export const wrapped = $wrap("fixtures/file-directive/computed/input.ts#wrapped", "default", twice(async (n) => n + 1))
 const { a, b: renamed } = { a: twice(base), b: 'constant' }
export const data = [1, 2]
export { computed,  }
export {   type InspectOptions } from 'node:util'; import { format as $r5 } from "node:util";; import { inspect as $r6 } from "node:util";
export default $wrap("fixtures/file-directive/computed/input.ts#default", "default", twice(base))
const $w1 = $wrap("fixtures/file-directive/computed/input.ts#a", "default", a); export { $w1 as a };
const $w2 = $wrap("fixtures/file-directive/computed/input.ts#renamed", "default", renamed); export { $w2 as renamed };
const $w4 = $wrap("fixtures/file-directive/computed/input.ts#debug", "default", debug); export { $w4 as debug };
const $w5 = $wrap("fixtures/file-directive/computed/input.ts#format", "default", $r5); export { $w5 as format };
const $w6 = $wrap("fixtures/file-directive/computed/input.ts#show", "default", $r6); export { $w6 as show };
