import { define as $define, run as $run, pick as $pick, mark as $mark } from "use-cache/abi"; var $c0, $c1; export async function GET(req: { url: string; headers: Map<string, string>; nextUrl: { pathname: string } }, user?: { profile?: { name: string }; id: number }) {
  const load = $mark(($0) => $run($c0 ??= $define("fixtures/captures/member-paths/input.ts#GET.load", { captures: ["req","user"] }), [$0], async (req, user, n: number) => {

    return [req.url, req.nextUrl.pathname.length, user?.profile?.name, user!.id, n]
  }, [$pick(req, { url: 0, nextUrl: { pathname: { length: 0 } } }), $pick(user, { profile: { name: 0 }, id: 0 })]), "load")
  const all = $mark(() => $run($c1 ??= $define("fixtures/captures/member-paths/input.ts#GET.all", { captures: ["req","user"] }), [], async (req, user) => {

    return [req.url, req.headers.get('a'), (user as any)?.profile?.name]
  }, [$pick(req, { url: 0, headers: 0 }), $pick(user, { profile: { name: 0 } })]), "all")
  return [await load(1), await all()]
}
