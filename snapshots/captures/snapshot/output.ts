import { define as $define, run as $run, pick as $pick, mark as $mark } from "use-cache/abi"; var $c0; const pause = () => new Promise((resolve) => setTimeout(resolve, 5))

export async function changing() {
  let user = { name: 'Ada' }
  const greet = $mark(() => $run($c0 ??= $define("fixtures/captures/snapshot/input.ts#changing.greet", { captures: ["user"] }), [], async (user) => {

    await pause()
    return `Hello ${user.name}`
  }, [$pick(user, { name: 0 })]), "greet")
  const greeting = greet()
  user = { name: 'Grace' }
  return [await greeting, await greet()]
}
