
import { wrap as $wrap } from "use-cache/abi"; export {  /* name */  } from 'node:path'; import { basename as $r0 } from "node:path";; import { dirname as $r1 } from "node:path";
export {
   // of folders
  // the other one
   // of lists
   
} from 'node:path'; import { sep as $r2 } from "node:path";; import { delimiter as $r3 } from "node:path";; import { extname as $r4 } from "node:path";
export {   } from './data.json' with { type: 'json' }; import { default as $r5 } from "./data.json" with {"type":"json"};; import { name as $r6 } from "./data.json" with {"type":"json"};
const $w0 = $wrap("fixtures/file-directive/re-exports/input.ts#basename", "default", $r0); export { $w0 as basename };
const $w1 = $wrap("fixtures/file-directive/re-exports/input.ts#dirname", "default", $r1); export { $w1 as dirname };
const $w2 = $wrap("fixtures/file-directive/re-exports/input.ts#sep", "default", $r2); export { $w2 as sep };
const $w3 = $wrap("fixtures/file-directive/re-exports/input.ts#delimiter", "default", $r3); export { $w3 as delimiter };
const $w4 = $wrap("fixtures/file-directive/re-exports/input.ts#extname", "default", $r4); export { $w4 as extname };
const $w5 = $wrap("fixtures/file-directive/re-exports/input.ts#data", "default", $r5); export { $w5 as data };
const $w6 = $wrap("fixtures/file-directive/re-exports/input.ts#of data", "default", $r6); export { $w6 as "of data" };
