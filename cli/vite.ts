import type { InlineConfig, Plugin } from 'vite'
import { useCache } from '../transform/plugins/vite.ts'
import type { App } from './app.ts'
import { Refusal } from './exit.ts'

type Vite = typeof import('vite')

/** Vite, which dev and build stand on. Throws a `Refusal` that says what to install. */
export async function loadVite(command: string): Promise<Vite> {
  try {
    return await import('vite')
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new Refusal(`use-cache ${command} needs Vite: npm install --save-dev vite@^8`)
  }
}

/** The app's own Vite configuration, with our plugin unless it has that already. */
export async function viteConfig(
  { loadConfigFromFile, mergeConfig }: Vite,
  { root }: App,
  command: 'serve' | 'build',
  ours: InlineConfig,
): Promise<InlineConfig> {
  const mode = command === 'serve' ? 'development' : 'production'
  const loaded = await loadConfigFromFile({ command, mode }, undefined, root)
  const own = loaded?.config ?? {}
  const plugins = hasOurs(own.plugins) ? [] : [useCache()]
  return mergeConfig(own, {
    root,
    configFile: false,
    appType: 'custom',
    ...ours,
    plugins: [...plugins, ...(ours.plugins ?? [])],
  })
}

function hasOurs(plugins: InlineConfig['plugins']): boolean {
  return (plugins ?? []).flat(10).some((plugin) => (plugin as Plugin | null)?.name === 'use-cache:config')
}
