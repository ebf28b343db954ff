import { define as $define, run as $run, reject as $reject, mark as $mark } from "use-cache/abi"; var $c0, $c1, $c2, $c3, $c4; export async function early() { ;$mark(price); 
  const first = price(1).catch(String)
  const rate = 2
  function price($0) { try { return $run($c0 ??= $define("fixtures/captures/not-yet/input.ts#early.price", { captures: ["rate"] }), [$0], async function (rate, n: number) {

    return n * rate
  }, [rate]) } catch ($0) { return $reject($0) } }
  return [await first, await price(2)]
}

export async function inParameters(
  load = $mark(($0 = void 0) => { try { return $run($c1 ??= $define("fixtures/captures/not-yet/input.ts#inParameters.load", { captures: ["after"] }), [$0], async (after, n = 1) => {

    return n + after
  }, [after]) } catch ($0) { return $reject($0) } }, "load"),
  first = load().catch(String),
  after = 1,
) {
  return [await first, await load()]
}

export async function inObject() {
  const api = {
    load: $mark(() => { try { return $run($c2 ??= $define("fixtures/captures/not-yet/input.ts#inObject.api.load", { captures: ["later"] }), [], async function (later) {

      return later
    }, [later]) } catch ($0) { return $reject($0) } }, "load"),
  }
  const first = api.load().catch(String)
  const later = 3
  return [await first, await api.load()]
}

export async function byAnother() { ;$mark(price);  ;$mark(total); 
  const first = total(1).catch(String)
  const rate = 2
  function price($0) { try { return $run($c3 ??= $define("fixtures/captures/not-yet/input.ts#byAnother.price", { captures: ["rate"] }), [$0], async function (rate, n: number) {

    return n * rate
  }, [rate]) } catch ($0) { return $reject($0) } }
  function total($0) { return $run($c4 ??= $define("fixtures/captures/not-yet/input.ts#byAnother.total", { captures: ["price"] }), [$0], async function (price, n: number) {

    return 1 + (await price(n))
  }, [price]) }
  return [await first, await total(2)]
}
