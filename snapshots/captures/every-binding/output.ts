import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1, $c2, $c3; export async function all(parameter: number, { a: renamed, ...others }: Record<string, number>, [item]: string[]) {
  var old = 'var'
  const results: unknown[] = []
  try {
    throw new Error('caught')
  } catch (error) {
    const message = (error as Error).message
    results.push(await ($mark(() => $run($c0 ??= $define("fixtures/captures/every-binding/input.ts#all.anonymous", { captures: ["parameter","renamed","others","item","old","message"] }), [], async (parameter, renamed, others, item, old, message) => {  return [parameter, renamed, others, item, old, message] }, [parameter, renamed, others, item, old, message])))())
  }
  switch (parameter) {
    case 1: {
      const inCase = 'case'
      results.push(await ($mark(() => $run($c1 ??= $define("fixtures/captures/every-binding/input.ts#all.anonymous:2", { captures: ["inCase"] }), [], async (inCase) => {  return inCase }, [inCase])))())
    }
  }
  for (const key in others) results.push(await ($mark(() => $run($c2 ??= $define("fixtures/captures/every-binding/input.ts#all.anonymous:3", { captures: ["key"] }), [], async (key) => {  return key }, [key])))())
  label: {
    let block = 'block'
    results.push(await ($mark(() => $run($c3 ??= $define("fixtures/captures/every-binding/input.ts#all.anonymous:4", { captures: ["block"] }), [], async (block) => {  return block }, [block])))())
    break label
  }
  return results
}
