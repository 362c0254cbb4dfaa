import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runCommand } from './command.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A work tree of HEAD of its own, with its packages, that faults can be planted in. */
export interface Copy {
  readonly directory: string
  /** @returns whether it applied */
  apply(patchPath: string): Promise<boolean>
  reset(): Promise<void>
  remove(): void
}

export async function createCopy(signal: AbortSignal): Promise<Copy> {
  const parent = mkdtempSync(join(tmpdir(), 'syncline-planted-'))
  const directory = join(parent, 'copy')
  const git = (cwd: string, ...args: string[]) => runCommand('git', args, { cwd, signal })
  const remove = () => {
    // Not stoppable: this also runs after Ctrl-C.
    execFileSync('git', ['worktree', 'remove', '--force', directory], { cwd: root, stdio: 'ignore' })
    rmSync(parent, { recursive: true, force: true })
  }
  const must = async (what: string, command: ReturnType<typeof runCommand>) => {
    const { code, output } = await command
    if (code !== 0) throw new Error(`${what} ended with ${code}:\n${output}`)
  }
  await must('git worktree add', git(root, 'worktree', 'add', '--quiet', '--detach', directory, 'HEAD'))
  try {
    const [command, ...args] = packageManager()
    const install = [...args, 'install', '--offline', '--frozen-lockfile']
    await must('pnpm install', runCommand(command, install, { cwd: directory, signal }))
  } catch (error) {
    remove()
    throw error
  }
  return {
    directory,
    async apply(patchPath) {
      const { code, output } = await git(directory, 'apply', patchPath)
      if (code !== 0) process.stderr.write(output)
      return code === 0
    },
    reset: () => must('git reset', git(directory, 'reset', '--hard', '--quiet')),
    remove,
  }
}

/** The pnpm that runs this script; else the one that package.json names. */
function packageManager(): [string, ...string[]] {
  const running = process.env.npm_execpath
  if (running && /pnpm[^/\\]*$/.test(running))
    return /\.[cm]?js$/.test(running) ? [process.execPath, running] : [running]
  const { packageManager: named } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    packageManager: string
  }
  return ['npx', '-y', named]
}
