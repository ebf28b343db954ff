/** `use-cache/config`: what an app says once, for the compiler, the command line, the linter and the runtime. */
export { storesFromEnvironment } from './stores.ts'
export { defineConfig, type Config, type ServerConfig } from './define-config.ts'
