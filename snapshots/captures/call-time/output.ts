import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1; export async function later() {
  let n = 0
  const read = $mark(() => $run($c0 ??= $define("fixtures/captures/call-time/input.ts#later.read", { captures: ["n"] }), [], async (n) => {

    return n
  }, [n]), "read")
  const results = [await read()]
  n = 1
  results.push(await read())
  let late: string
  const readLate = $mark(() => $run($c1 ??= $define("fixtures/captures/call-time/input.ts#later.readLate", { captures: ["late"] }), [], async (late) => {

    return late
  }, [late]), "readLate")
  late = 'assigned after the definition'
  return [...results, await readLate()]
}
