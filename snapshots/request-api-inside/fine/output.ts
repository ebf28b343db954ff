import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1, $c2, $c3; $mark(load); $mark(own); $mark(localShadow); $mark(mine); import { cookies, headers } from 'next/headers'
import type { headers as Types } from 'next/headers'
import { connection } from './connection'

async function cookies2() { return new Map() }
export async function readsOutside() {
  const session = (await cookies()).get('session')
  return load(session?.value)
}
function load($0) { return $run($c0 ??= $define("fixtures/request-api-inside/fine/input.ts#load"), [$0], async function (session: string | undefined) {

  return session
}) }
export function own($0) { return $run($c1 ??= $define("fixtures/request-api-inside/fine/input.ts#own"), [$0], async function (cookies: () => Map<string, string>) {

  return [cookies().size, await cookies2(), await connection()]
}) }
export function localShadow() { return $run($c2 ??= $define("fixtures/request-api-inside/fine/input.ts#localShadow"), [], async function () {

  const headers = () => 1
  return headers()
}) }
export function mine() { return $run($c3 ??= $define("fixtures/request-api-inside/fine/input.ts#mine", { kind: "private" }), [], async function () {

  return [(await cookies()).get('a'), (await headers()).get('b')]
}) }
