import { define as $define, run as $run, pick as $pick, mark as $mark } from "use-cache/abi"; var $c0, $c1; export async function read(config: { deep?: { value: { name: string } } } | null) {
  const careful = $mark(() => $run($c0 ??= $define("fixtures/captures/missing-path/input.ts#read.careful", { captures: ["config"] }), [], async (config) => {

    return config?.deep?.value.name ?? 'none'
  }, [$pick(config, { deep: { value: { name: 0 } } })]), "careful")
  const careless = $mark(($0) => $run($c1 ??= $define("fixtures/captures/missing-path/input.ts#read.careless", { captures: ["config"] }), [$0], async (config, go: boolean) => {

    return go ? config!.deep!.value.name : 'not read'
  }, [$pick(config, { deep: { value: { name: 0 } } })]), "careless")
  const failing = await careless(true).catch((error: unknown) => (error as Error).message)
  return [await careful(), await careless(false), failing]
}
