import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0; $mark(cached); import { cacheLife, cacheTag } from 'next/cache'
import { cacheTag as other } from './mine'

export function cached() { return $run($c0 ??= $define("fixtures/cache-api-outside/fine/input.ts#cached"), [], async function () {

  cacheLife('hours')
  const mark = (id: string) => cacheTag(id)
  mark('a')
  return helper('b')
}) }
function helper(id: string) {
  cacheTag(id)
  return id
}
export async function mine() {
  other('a')
}
