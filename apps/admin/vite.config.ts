import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { packs } from './build/packs.ts'
import { preloads } from './build/preloads.ts'

const api = process.env['SYNCLINE_API'] ?? 'http://127.0.0.1:3000'

/** The page's policy allows no inline script, style or data address, so nothing may be inlined by the build. */
export default defineConfig({
  plugins: [react(), preloads()],
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: true,
    rolldownOptions: { output: { codeSplitting: { groups: packs() } } },
  },
  server: { host: '127.0.0.1', proxy: { '/trpc': api, '/api': api } },
})
