import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0; $mark(GET); export function GET() { return $run($c0 ??= $define("app/_lib/route.ts#GET"), [], async function () {

  return 1
}) }
