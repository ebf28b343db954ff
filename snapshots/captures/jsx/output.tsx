import { define as $define, run as $run, pick as $pick, mark as $mark } from "use-cache/abi"; var $c0; export function Page({ user, theme }: { user: { name: string }; theme: { color: string } }) {
  return $mark(() => $run($c0 ??= $define("fixtures/captures/jsx/input.tsx#Page.anonymous", { captures: ["theme","user"] }), [], async (theme, user) => {

    return <section style={{ color: theme.color }} title={user.name}>{user.name}</section>
  }, [$pick(theme, { color: 0 }), $pick(user, { name: 0 })]))
}
