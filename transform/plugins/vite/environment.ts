import type { Plugin } from 'vite'

type PartialEnvironment = Parameters<NonNullable<Plugin['applyToEnvironment']>>[0]

/** Whether an environment's code runs on a server. Vitest runs what it calls client code (jsdom, happy-dom) in Node too. */
export function runsOnServer({ name, config }: PartialEnvironment): boolean {
  return config.consumer === 'server' || config.dev.moduleRunnerTransform || name.startsWith('__vitest')
}
