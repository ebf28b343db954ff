import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1, $c2, $c3, $c4, $c5; const dynamic = 'computed'

export const repository = {
  find: $mark(($0) => $run($c0 ??= $define("fixtures/shapes/object-method/input.ts#repository.find"), [$0], async function (id: string) {

    return { id }
  }), "find"),
  'quoted name': $mark(() => $run($c1 ??= $define("fixtures/shapes/object-method/input.ts#repository.quoted name"), [], async function () {

    return 'quoted'
  }), "quoted name"),
  [dynamic]: ($0 = void 0) => $run($c2 ??= $define("fixtures/shapes/object-method/input.ts#repository.anonymous"), [$0], async function (n = 1) {

    return n
  }),
  generic: $mark(($0) => $run($c3 ??= $define("fixtures/shapes/object-method/input.ts#repository.generic"), [$0], async function <T>(value: T): Promise<T[]> {

    return [value]
  }), "generic"),
  arrow: $mark(() => $run($c4 ??= $define("fixtures/shapes/object-method/input.ts#repository.arrow"), [], async () => {

    return 'arrow'
  }), "arrow"),
  __proto__() { return $run($c5 ??= $define("fixtures/shapes/object-method/input.ts#repository.__proto__"), [], async function () {

    return 'own'
  }) },
}
