import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1; $mark(List); export const first = $mark(($0) => $run($c0 ??= $define("fixtures/syntax/generics-tsx/input.tsx#first"), [$0], async <T,>(items: readonly T[]) => {

  return <T,>(fallback: T) => items[0] ?? fallback
}), "first")
export function List($0) { return $run($c1 ??= $define("fixtures/syntax/generics-tsx/input.tsx#List"), [$0], async function ({ items }: { items: string[] }) {

  return <ul>{items.map((item) => <li key={item}>{item}</li>)}</ul>
}) }
