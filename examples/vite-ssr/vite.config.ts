import { defineConfig } from 'vite'
import useCache from 'use-cache/vite'

export default defineConfig({ plugins: [useCache()] })
