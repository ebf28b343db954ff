var { define: $define, run: $run, mark: $mark } = require("use-cache/abi"); var $c0, $c1, $c2, $c3; $mark(top); function top($0) { return $run($c0 ??= $define("fixtures/uses-eval/fine/input.cjs#top"), [$0], async function (code) {

  return eval(code)
}) }
class Calculator {
  static run($0) { return $run($c1 ??= $define("fixtures/uses-eval/fine/input.cjs#Calculator.run"), [$0], async function (code) {  return eval(code) }) } static { $mark(this.run); }
}
function outer(data) {
  const indirect = $mark(($0) => $run($c2 ??= $define("fixtures/uses-eval/fine/input.cjs#outer.indirect"), [$0], async (code) => {

    return [(0, eval)(code), globalThis.eval(code), eval?.(code)]
  }), "indirect")
  const elsewhere = () => eval(data)
  function own(eval) {
    eval('1')
    return $mark(() => $run($c3 ??= $define("fixtures/uses-eval/fine/input.cjs#outer.own.anonymous"), [], async () => {  return 1 }))
  }
  with (data) load(async (n) => n)
  return [indirect, elsewhere, own]
}
eval('1')
module.exports = { top, Calculator, outer }
