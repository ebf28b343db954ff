import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1, $c2, $c3, $c4, $c5, $c6; export class Repo {
  static find() { return $run($c0 ??= $define("fixtures/identity/names/input.ts#Repo.find"), [], async function () {  return 1 }) } static { $mark(this.find); }
  static Inner = class { static deep() { return $run($c1 ??= $define("fixtures/identity/names/input.ts#Repo.Inner.deep"), [], async function () {  return 1 }) } static { $mark(this.deep); } }
}
export const api = { v1: { list: $mark(() => $run($c2 ??= $define("fixtures/identity/names/input.ts#api.v1.list"), [], async function () {  return 1 }), "list") } }
export function GET() {
  const get = $mark(() => $run($c3 ??= $define("fixtures/identity/names/input.ts#GET.get"), [], async () => {  return 1 }), "get")
  {
    const get = $mark(() => $run($c4 ??= $define("fixtures/identity/names/input.ts#GET.get:2"), [], async () => {  return 2 }), "get")
    void get
  }
  return [get, $mark(() => $run($c5 ??= $define("fixtures/identity/names/input.ts#GET.anonymous"), [], async () => {  return 3 }))]
}
export default $mark(() => $run($c6 ??= $define("fixtures/identity/names/input.ts#default"), [], async () => {  return 1 }), "default")
