import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1; $mark(a); $mark(b); import { cacheLife } from 'next/cache'

export function a($0) { return $run($c0 ??= $define("fixtures/unknown-profile/fine/input.ts#a"), [$0], async function (profile: 'hours' | 'days') {

  cacheLife(profile)
  return 1
}) }
export function b() { return $run($c1 ??= $define("fixtures/unknown-profile/fine/input.ts#b"), [], async function () {

  cacheLife('catalogue')
  cacheLife({ revalidate: 60 })
  return 1
}) }
