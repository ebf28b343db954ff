import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1, $c2, $c3, $c4; export class Repository {
  static #prefix = 'row'
  static find($0) { return $run($c0 ??= $define("fixtures/shapes/static-method/input.ts#Repository.find"), [$0], async function (id: number): Promise<string> {

    return Repository.#load(id)
  }) } static { $mark(this.find); }
  static #load($0) { return $run($c1 ??= $define("fixtures/shapes/static-method/input.ts#Repository.#load"), [$0], async function (id: number) {

    return `${Repository.#prefix} ${id}`
  }) } static { $mark(this.#load); }
  static 'quoted name'() { return $run($c2 ??= $define("fixtures/shapes/static-method/input.ts#Repository.quoted name"), [], async function () {

    return 'quoted'
  }) } static { $mark(this['quoted name']); }
  static latest = $mark(($0 = void 0) => $run($c3 ??= $define("fixtures/shapes/static-method/input.ts#Repository.latest"), [$0], async (n = 1) => {

    return n
  }), "latest")
  each = $mark(($0) => $run($c4 ??= $define("fixtures/shapes/static-method/input.ts#Repository.each"), [$0], async (id: number) => {

    return id * 2
  }), "each")
}
