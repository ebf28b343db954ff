/** Large packages that publish their sources, at versions that do not move: what they hold is known to have nothing wrong with it. */
export interface Source {
  readonly name: string
  readonly version: string
  /** Where the sources are; `src` if it is left out. */
  readonly folder?: string
}

export const sources: readonly Source[] = [
  { name: '@auth/core', version: '0.41.3' },
  { name: '@docusaurus/theme-classic', version: '3.10.2' },
  { name: '@react-navigation/core', version: '7.24.0' },
  { name: '@react-spectrum/s2', version: '1.7.1' },
  { name: '@reduxjs/toolkit', version: '2.14.0' },
  { name: '@refinedev/core', version: '5.0.12' },
  { name: '@tanstack/query-core', version: '5.108.0' },
  { name: '@tanstack/react-router', version: '1.170.46' },
  { name: '@tanstack/router-core', version: '1.171.39' },
  { name: '@temporalio/client', version: '1.24.0' },
  { name: '@trpc/server', version: '11.25.2' },
  { name: 'ai', version: '7.0.173' },
  { name: 'effect', version: '4.1.0' },
  { name: 'mobx', version: '7.1.3' },
  { name: 'openai', version: '7.57.0' },
  { name: 'rxjs', version: '7.8.2' },
  { name: 'tldraw', version: '5.4.2' },
  { name: 'viem', version: '2.57.20', folder: '.' },
  { name: 'zod', version: '4.6.7' },
]
