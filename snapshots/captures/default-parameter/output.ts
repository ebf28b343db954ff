import { define as $define, run as $run, pick as $pick, mark as $mark } from "use-cache/abi"; var $c0; export async function outer(config: { size: number }, unit = 'px') {
  const format = $mark(($0 = void 0, $1 = void 0) => $run($c0 ??= $define("fixtures/captures/default-parameter/input.ts#outer.format", { captures: ["config","unit"] }), [$0, $1], async (config, unit, size = config.size, suffix = unit) => {

    return `${size}${suffix}`
  }, [$pick(config, { size: 0 }), unit]), "format")
  return [await format(), await format(2), format.length]
}
