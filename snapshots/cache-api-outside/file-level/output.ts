

import { wrap as $wrap } from "use-cache/abi"; import { cacheTag } from 'use-cache'
import { debounce } from './debounce'

export const load = $wrap("fixtures/cache-api-outside/file-level/input.ts#load", "default", debounce(async (id: string) => {
  cacheTag(id)
  return id
}))
