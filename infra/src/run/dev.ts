import { type ChildProcess, spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { resolve } from 'node:path'
import { paths } from './paths.ts'

const sources = ['packages/domain/src', 'packages/db/src', 'packages/providers/src', 'apps/api/src']
const settleMs = 150

/** The pages from vite's own server: an edit is on the screen at once. Calls go on to the API. */
export function startDevServer({ port, api }: { port: number; api: string }): ChildProcess {
  const admin = resolve(paths.root, 'apps/admin')
  return spawn(resolve(admin, 'node_modules/.bin/vite'), ['--port', String(port), '--strictPort'], {
    cwd: admin,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, SYNCLINE_API: api },
  })
}

/** Calls back once when sources have changed and the editor has finished writing. */
export function watchSources(changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined
  const watchers = sources.map((folder) =>
    watch(resolve(paths.root, folder), { recursive: true }, (_event, name) => {
      if (!name || !/\.(ts|sql)$/.test(name) || name.endsWith('.spec.ts')) return
      clearTimeout(timer)
      timer = setTimeout(changed, settleMs)
    }),
  )
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
