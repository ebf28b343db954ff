'use server'
import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0; $mark(load); export async function save() { return load() }
function load() { return $run($c0 ??= $define("fixtures/conflicting-directives/server-module-is-fine/input.ts#load"), [], async function () {  return 1 }) }
