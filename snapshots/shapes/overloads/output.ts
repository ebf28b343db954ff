import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0; $mark(load); export async function load(id: string): Promise<string>
export async function load(id: number): Promise<number>
export function load($0) { return $run($c0 ??= $define("fixtures/shapes/overloads/input.ts#load"), [$0], async function (id: string | number): Promise<string | number> {

  return id
}) }
