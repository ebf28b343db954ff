import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1; export async function page(tenant: string) { ;$mark(settings); 
  function settings($0) { return $run($c0 ??= $define("fixtures/captures/cached-function/input.ts#page.settings", { captures: ["tenant"] }), [$0], async function (tenant, name: string) {

    return `${tenant}/${name}`
  }, [tenant]) }
  const title = $mark(() => $run($c1 ??= $define("fixtures/captures/cached-function/input.ts#page.title", { captures: ["settings"] }), [], async (settings) => {

    return `Title of ${await settings('title')}`
  }, [settings]), "title")
  return title()
}
