var { define: $define, run: $run, mark: $mark } = require("use-cache/abi"); var $c0, $c1, $c2; async function load() {
  return 'outer'
}
async function inner(n) {
  if (n > 0) { ;let load = $mark($f0, "load"); 
    const before = [await load(n), await choose(n)]
    function  $f0($0) { return $run($c0 ??= $define("fixtures/syntax/block-functions/input.cjs#inner.load"), [$0], async function (n) {

      return `inner ${n}`
    }) }
    return [...before, await load(n)]
  }
  return load()
}
async function choose(n) {
  switch (n) {
    case 1:
      return load(n)
    default:
       ;$mark(load); function load($0) { return $run($c1 ??= $define("fixtures/syntax/block-functions/input.cjs#choose.load"), [$0], async function (n) {

        return `switch ${n}`
      }) }
      return load(n)
  }
}
{ ;let load = $mark($f2, "load"); 
  function  $f2() { return $run($c2 ??= $define("fixtures/syntax/block-functions/input.cjs#load"), [], async function () {

    return 'block'
  }) }
}
module.exports = { load, inner }
