/**
 * `pnpm bench <name…|all> [--json]`: installs what bench/ needs beside the product, then runs it. The peers' packages
 * live in bench/ alone, under a lockfile of its own, so that they never enter the product's install.
 */
import { type SpawnOptions, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const bench = join(root, 'bench')

/** Resolves with the exit code. Ctrl-C reaches the child by itself; it cleans up, so we wait for it. */
function run(command: string, args: readonly string[], options: SpawnOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: bench, ...options })
    const forward = (signal: NodeJS.Signals) => child.kill(signal)
    process.on('SIGTERM', forward).on('SIGHUP', forward).on('SIGINT', ignore)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      process.off('SIGTERM', forward).off('SIGHUP', forward).off('SIGINT', ignore)
      resolve(code ?? (signal === null ? 1 : 130))
    })
  })
}

function ignore(): void {}

/** The pnpm that runs us; without one, the version that the repository names. */
function pnpm(): [command: string, ...args: string[]] {
  const running = process.env['npm_execpath'] ?? ''
  if (basename(running).startsWith('pnpm'))
    return /\.[cm]?js$/.test(running) ? [process.execPath, running] : [running]
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    packageManager: string
  }
  return ['npx', '-y', packageManager]
}

/** pnpm writes a copy of the lockfile that it installed; where both are alike there is nothing to do. */
function isInstalled(): boolean {
  const installed = join(bench, 'node_modules/.pnpm/lock.yaml')
  const wanted = join(bench, 'pnpm-lock.yaml')
  return existsSync(installed) && readFileSync(installed, 'utf8') === readFileSync(wanted, 'utf8')
}

if (!isInstalled()) {
  process.stderr.write('Installing what the benches need\n')
  const [command, ...args] = pnpm()
  // stdout belongs to the figures.
  const code = await run(command, [...args, 'install', '--frozen-lockfile', '--reporter=silent'], {
    stdio: ['ignore', 2, 2],
  })
  if (code !== 0) process.exit(code)
}
process.exitCode = await run(process.execPath, ['src/main.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
})
