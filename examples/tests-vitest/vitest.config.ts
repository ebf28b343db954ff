import { defineConfig } from 'vitest/config'
import useCache from 'use-cache/vite'

export default defineConfig({ plugins: [useCache()] })
