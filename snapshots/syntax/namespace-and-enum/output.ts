import { define as $define, run as $run, mark as $mark, pick as $pick } from "use-cache/abi"; var $c0, $c1; export enum Level { Low = 1, High }
export namespace Api { ;$mark(load); 
  const base = 'https://example.org'
  export function load($0) { return $run($c0 ??= $define("fixtures/syntax/namespace-and-enum/input.ts#Api.load"), [$0], async function (level: Level) {

    return `${base}/${level}`
  }) }
}
export function inside() {
  enum Color { Red = 'r' }
  return $mark(() => $run($c1 ??= $define("fixtures/syntax/namespace-and-enum/input.ts#inside.anonymous", { captures: ["Color"] }), [], async (Color) => {

    return Color.Red
  }, [$pick(Color, { Red: 0 })]))
}
