import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0; $mark(f); export function f($0) { return $run($c0 ??= $define("fixtures/uses-this/own-this-is-fine/input.ts#f"), [$0], async function (this: void, value: { isThis(): this is string }) {

  const object = { n: 1, get() { return this.n } }
  function Plain(this: { x: number }) { return this.x }
  class Local { x = this; static { this.name } m() { return this } }
  type Self = { self: this }
  return [object.get(), Plain, typeof Local, value as unknown as Self]
}) }
