import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0; export async function outer(x: number) {
  const f = $mark(($0 = void 0, $1 = void 0) => $run($c0 ??= $define("fixtures/captures/redeclared/input.ts#outer.f", { captures: ["x"] }), [$0, $1], async ($p0, read = () => $p0, o = { x: $p0 }) => {

    let x = 5
    x++
    return [read(), o.x, x]
  }, [x]), "f")
  return f()
}
