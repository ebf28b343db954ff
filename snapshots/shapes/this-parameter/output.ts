import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1, $c2; $mark(load); export function load($0) { return $run($c0 ??= $define("fixtures/shapes/this-parameter/input.ts#load"), [$0], async function (this: void, id: string) {

  return id
}) }
export function scope(prefix: string) { ;$mark(only);  ;$mark(more); 
  function only() { return $run($c1 ??= $define("fixtures/shapes/this-parameter/input.ts#scope.only", { captures: ["prefix"] }), [], async function (this: void, prefix) {

    return prefix
  }, [prefix]) }
  function more($0) { return $run($c2 ??= $define("fixtures/shapes/this-parameter/input.ts#scope.more", { captures: ["prefix"] }), [$0], async function (this: void,prefix,  id: string) {

    return prefix + id
  }, [prefix]) }
  return [only, more] as const
}
