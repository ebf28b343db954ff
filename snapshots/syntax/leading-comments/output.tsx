/** @jsxImportSource mini */ // more
/* of the function */ import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0; $mark(page); export function page() { return $run($c0 ??= $define("fixtures/syntax/leading-comments/input.tsx#page"), [], async function () {

  return <p />
}) }
