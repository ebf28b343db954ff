#!/usr/bin/env node
import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0; $mark(f); export function f() { return $run($c0 ??= $define("fixtures/syntax/hashbang/input.ts#f"), [], async function () {

  return 1
}) }
