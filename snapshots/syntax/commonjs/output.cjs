var { define: $define, run: $run, mark: $mark } = require("use-cache/abi"); var $c0; $mark(f); const { join } = require('node:path')
function f($0) { return $run($c0 ??= $define("fixtures/syntax/commonjs/input.cjs#f"), [$0], async function (n) {

  return join('a', n)
}) }
module.exports = { f }
