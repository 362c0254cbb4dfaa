import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { compare, reportPage } from './compare.ts'
import { shoot } from './shoot.ts'

/**
 * `pnpm screenshots [page…] [--compare <commit>]`: pictures of every face of every page into `screenshots/`; with
 * `--compare` also those of another commit, and a page that shows what differs between the two.
 */
const admin = dirname(dirname(fileURLToPath(import.meta.url)))
const root = dirname(dirname(admin))
const folder = join(root, 'screenshots')
const say = (text: string) => process.stdout.write(`${text}\n`)
const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()

/** The pictures of another commit, built in a copy of its own that is removed afterwards. */
async function shootCommit(commit: string, into: string, pages: readonly string[]): Promise<void> {
  const copy = mkdtempSync(join(tmpdir(), 'syncline-screenshots-'))
  try {
    git('worktree', 'add', '--detach', '--force', copy, commit)
    execFileSync('pnpm', ['install', '--frozen-lockfile', '--prefer-offline', '--reporter=silent'], {
      cwd: copy,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    await shoot(join(copy, 'apps/admin'), into, pages)
  } finally {
    rmSync(copy, { recursive: true, force: true })
    git('worktree', 'prune')
  }
}

const { positionals: pages, values } = parseArgs({
  allowPositionals: true,
  options: { compare: { type: 'string' } },
})
// Looked up before anything is built, so that a wrong name is told at once.
const commit = values.compare === undefined ? null : git('rev-parse', '--short', `${values.compare}^{commit}`)
rmSync(folder, { recursive: true, force: true })
if (commit === null) {
  say(`${await shoot(admin, folder, pages)} pictures are in ${folder}`)
} else {
  const [before, after] = [join(folder, 'before'), join(folder, 'after')]
  const count = await shoot(admin, after, pages)
  await shootCommit(commit, before, pages)
  const differences = compare(before, after, join(folder, 'difference'))
  const report = join(folder, 'index.html')
  writeFileSync(report, reportPage(commit, differences, count))
  say(`${differences.length} of ${count} pictures differ from ${commit}: ${report}`)
}
