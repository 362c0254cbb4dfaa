import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

const builds = join(root, 'test', 'dist')

/**
 * Builds the page that shows every face, for this process alone: another may be looking at its own.
 * @returns the folder it is in, which the next build after this process takes away
 */
export async function buildFaces(): Promise<string> {
  mkdirSync(builds, { recursive: true })
  for (const pid of readdirSync(builds)) if (!isAlive(Number(pid))) remove(pid)
  const outDir = join(builds, String(process.pid))
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

const remove = (name: string) => rmSync(join(builds, name), { recursive: true, force: true })

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
