import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Builds the page that shows every face. @returns the folder it is in */
export async function buildFaces(): Promise<string> {
  const outDir = join(root, 'test', 'dist')
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 1_000,
      rolldownOptions: { input: join(root, 'faces.html') },
    },
  })
  return outDir
}
