import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1; $mark(𝒴); const 𝒳 = '🦊'
export function 𝒴() { return $run($c0 ??= $define("fixtures/syntax/astral/input.ts#𝒴"), [], async function () { /* 🦊🦊 */  return `${𝒳}🦊` }) }
export const z = (ключ: string) => $mark(() => $run($c1 ??= $define("fixtures/syntax/astral/input.ts#z.anonymous", { captures: ["ключ"] }), [], async (ключ) => {  return ключ + '🦊' }, [ключ]))
