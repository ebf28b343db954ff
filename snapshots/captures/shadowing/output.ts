import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0; export async function outer(x: number, y: number) {
  return ($mark(($0) => $run($c0 ??= $define("fixtures/captures/shadowing/input.ts#outer.anonymous"), [$0], async (x: number) => {

    const inner = (y: string) => x + y
    {
      const y = 'block'
      return [inner('argument'), y]
    }
  })))(y)
}
