import { define as $define, run as $run, pick as $pick, mark as $mark } from "use-cache/abi"; var $c0; export function outer({ Part, ui }: Record<string, any>) {
  return $mark(($0 = void 0, $1 = void 0) => $run($c0 ??= $define("fixtures/captures/redeclared-jsx/input.tsx#outer.anonymous", { captures: ["Part","ui"] }), [$0, $1], async ($p0, $p1, x = <$p0>hi</$p0>, y = <$p1.Row></$p1.Row>) => {

    var Part = 1
    const ui = 2
    return [x, y, Part, ui]
  }, [Part, $pick(ui, { Row: 0 })]))
}
