import { stripTypeScriptTypes } from 'node:module'
import { abiSpecifier } from '../decide/plan.ts'
import * as abi from '../../runtime/abi.ts'
import type * as Abi from '../../runtime/abi.ts'

/** What a generated module exports. */
interface Module {
  readonly main: (seed: number) => Promise<unknown>
  readonly seen: () => Promise<unknown>
}

/** What a module told: when it was run for the first time, and again. */
export interface Told {
  readonly first: unknown
  readonly second: unknown
}

/**
 * Evaluates a TypeScript module, without a bundler, and runs it twice. A module that is evaluated is a new one: its
 * cached functions know nothing of an earlier evaluation, whatever their ids.
 */
export async function execute(code: string): Promise<Told> {
  let module: Module
  try {
    module = await evaluate(code)
  } catch (error) {
    return { first: String(error), second: String(error) }
  }
  const { main, seen } = module
  const run = async (): Promise<unknown> => ({ main: await outcome(() => main(3)), seen: await outcome(seen) })
  return { first: await run(), second: await run() }
}

async function evaluate(code: string): Promise<Module> {
  const text = stripTypeScriptTypes(code).replace(` from "${abiSpecifier}"`, ` from ${JSON.stringify(abiModule())}`)
  return (await import(/* @vite-ignore */ dataUrl(`${text}\n// ${++evaluations}`))) as Module
}

let evaluations = 0

async function outcome(run: () => Promise<unknown>): Promise<unknown> {
  try {
    return { value: await run() }
  } catch (error) {
    return { error: String(error) }
  }
}

/** The runtime of this process, as a module that modules in data URLs can import. */
function abiModule(): string {
  const place = globalThis as { useCacheAbi?: typeof Abi }
  place.useCacheAbi = abi
  return dataUrl(`export const { ${Object.keys(abi).join(', ')} } = globalThis.useCacheAbi`)
}

function dataUrl(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}`
}
