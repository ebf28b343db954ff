'use strict'
'use something else';
import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1; $mark(f); $mark(g); export function f($0) { return $run($c0 ??= $define("fixtures/syntax/directives-beside/input.ts#f"), [$0], async function (n: number) {
  'use strict'

  return n
}) }
export function g($0) { return $run($c1 ??= $define("fixtures/syntax/directives-beside/input.ts#g"), [$0], async function (n: number) {  'use strict'; return n }) }
