import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { paths } from './paths.ts'

/**
 * Builds the pages, from the cache when nothing changed. Turbo wants pnpm on the PATH, as it is in every pnpm script;
 * started otherwise, vite does the same without the cache. SYNCLINE_PAGES=built takes what is there: for tests that
 * start many copies after one build.
 */
export async function buildPages(): Promise<void> {
  const admin = resolve(paths.root, 'apps/admin')
  if (process.env.SYNCLINE_PAGES === 'built' && existsSync(resolve(admin, 'dist/index.html'))) return
  const hasPnpm = (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'pnpm')))
  const turbo = ['run', 'build', '--filter=@syncline/admin', '--output-logs=errors-only']
  const child = spawn(
    hasPnpm ? paths.bin('turbo') : resolve(admin, 'node_modules/.bin/vite'),
    hasPnpm ? turbo : ['build'],
    {
      cwd: hasPnpm ? paths.root : admin,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1' },
    },
  )
  const code = await new Promise((done) => child.once('close', done))
  if (code !== 0) throw new Error('The pages could not be built; the lines above say why.')
}
