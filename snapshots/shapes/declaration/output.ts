import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0; $mark(getProducts); export function getProducts($0, $1 = void 0) { return $run($c0 ??= $define("fixtures/shapes/declaration/input.ts#getProducts"), [$0, $1], async function (category: string, limit = 10): Promise<string[]> {

  return Array.from({ length: limit }, (_, index) => `${category} ${index}`)
}) }
