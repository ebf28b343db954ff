import { define as $define, run as $run } from "use-cache/abi"; var $c0; function log(_value: unknown, _context: unknown) {}
export class Service {
  @log
  static load($0) { return $run($c0 ??= $define("fixtures/syntax/decorators/input.ts#Service.load"), [$0], async function (id: string) {

    return id
  }) }
}
