import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1; export const identity = <T = unknown>(value: T): T => value

export const first = $mark(($0) => $run($c0 ??= $define("fixtures/syntax/tsx-default-type-parameter/input.tsx#first"), [$0], async <T = string>(items: T[]): Promise<T | undefined> => {

  return identity(items[0])
}), "first")

export const label = <T = string>(items: T[]) => $mark(() => $run($c1 ??= $define("fixtures/syntax/tsx-default-type-parameter/input.tsx#label.anonymous", { captures: ["items"] }), [], async (items) => {

  return items.join(', ')
}, [items]))
