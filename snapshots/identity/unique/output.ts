
import { define as $define, run as $run, mark as $mark, wrap as $wrap } from "use-cache/abi"; var $c0, $c1, $c2, $c3, $c4; $mark(load); function load($0) { return $run($c0 ??= $define("fixtures/identity/unique/input.ts#load"), [$0], async function (path: string) { return `private ${path}` }) }
export { load as loadPrivate }
export {  } from 'node:path'; import { basename as $r0 } from "node:path";

export const users = {
  get: $mark(($0) => $run($c1 ??= $define("fixtures/identity/unique/input.ts#users.get"), [$0], async function (id: string) {  return `user ${id}` }), "get"),
  'list:2': $mark(() => $run($c2 ??= $define("fixtures/identity/unique/input.ts#users.list:2"), [], async function () {  return 3 }), "list:2"),
}
const wrapped = $wrap("fixtures/identity/unique/input.ts#users.get:2", "default", Object(async (id: string) => id))
export { wrapped as 'users.get' }
{ const users = { list: $mark(() => $run($c3 ??= $define("fixtures/identity/unique/input.ts#users.list"), [], async function () {  return 1 }), "list") }; void users }
{ const users = { list: $mark(() => $run($c4 ??= $define("fixtures/identity/unique/input.ts#users.list:3"), [], async function () {  return 2 }), "list") }; void users }
const $w0 = $wrap("fixtures/identity/unique/input.ts#load:2", "default", $r0); export { $w0 as load };
