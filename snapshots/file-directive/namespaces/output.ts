
import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0; $mark(load); namespace Limits {
  export const size = 1
}
namespace Names {
  export const first = 'a'
}
export { Limits }
export default Names
export namespace Settings {
  export const limit = 2
}
export function load() { return $run($c0 ??= $define("fixtures/file-directive/namespaces/input.ts#load"), [], async function () {
  return [Limits.size, Names.first]
}) }
