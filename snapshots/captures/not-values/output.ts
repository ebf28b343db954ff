import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0; export async function outer<T>(key: string, type: string, label: string) {
  interface Shape { key: T }
  return $mark(($0) => $run($c0 ??= $define("fixtures/captures/not-values/input.ts#outer.anonymous"), [$0], async (value: Shape): Promise<{ key: typeof key }> => {

    label: for (;;) break label
    const object = { key: 1, type() {} }
    return { key: `${object.key}${typeof value}` }
  }))
}
