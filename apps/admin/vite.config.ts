import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const api = process.env['SYNCLINE_API'] ?? 'http://127.0.0.1:3000'

/** What every first load needs in small pieces: together they pack better and are fetched at once. */
const first =
  /@tanstack\/(react-router|router-core|history)\/|src\/(\w+\/search|shell\/Crashed|ui\/(Notice|Logo|useTitle)|strings\/en\/crashed|time\/day|list\/columns)\.tsx?$/

/** The page's policy allows no inline script, style or data address, so nothing may be inlined by the build. */
export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    reportCompressedSize: true,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', test: first }] } } },
  },
  server: { host: '127.0.0.1', proxy: { '/trpc': api, '/api': api } },
})
