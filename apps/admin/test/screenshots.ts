import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { faces } from '../src/faces/list.ts'
import { compare, reportPage } from './compare.ts'
import { allViews, fewViews, shoot } from './shoot.ts'

/**
 * `pnpm screenshots [page…]`: pictures of every face of every page, in both sizes and themes, into `screenshots/`.
 * `pnpm screenshots --compare <commit> [<commit>] [page…]`: what differs between two commits, or between one and what
 * is here now, with each size and each theme once; `screenshots/index.html` shows them side by side. `--all` compares
 * every picture.
 */
const admin = dirname(dirname(fileURLToPath(import.meta.url)))
const root = dirname(dirname(admin))
const folder = join(root, 'screenshots')
const say = (text: string) => process.stdout.write(`${text}\n`)
const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()

/** The pictures of a commit, built in a copy of its own that is removed afterwards. */
async function shootCommit(commit: string, into: string): Promise<number> {
  const copy = mkdtempSync(join(tmpdir(), 'syncline-screenshots-'))
  try {
    git('worktree', 'add', '--quiet', '--detach', '--force', copy, commit)
    execFileSync('pnpm', ['install', '--frozen-lockfile', '--prefer-offline', '--reporter=silent'], {
      cwd: copy,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    return await take(join(copy, 'apps/admin'), into, commit)
  } finally {
    rmSync(copy, { recursive: true, force: true })
    git('worktree', 'prune')
  }
}

const take = (from: string, into: string, name: string) =>
  shoot(from, into, pages, values.all || !comparing ? allViews : fewViews, (text) => say(`${name}: ${text}`))

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { compare: { type: 'string' }, all: { type: 'boolean', default: false } },
})
const comparing = values.compare !== undefined
const pages = positionals.filter((name) => Object.hasOwn(faces, name))
const others = positionals.filter((name) => !Object.hasOwn(faces, name))
if (others.length > (comparing ? 1 : 0)) {
  say(`There is no page ${others.at(-1)}. The pages: ${Object.keys(faces).join(', ')}`)
  process.exit(1)
}
// Looked up before anything is built, so that a wrong name is told at once.
const [old, now] = [values.compare, others[0]].map((name) =>
  name === undefined ? undefined : git('rev-parse', '--short', `${name}^{commit}`),
)
rmSync(folder, { recursive: true, force: true })
if (old === undefined) {
  say(`${await take(admin, folder, 'here')} pictures are in ${folder}`)
} else {
  const [before, after] = [join(folder, 'before'), join(folder, 'after')]
  await shootCommit(old, before)
  const count = await (now === undefined ? take(admin, after, 'here') : shootCommit(now, after))
  const differences = compare(before, after, join(folder, 'difference'))
  const report = join(folder, 'index.html')
  writeFileSync(report, reportPage({ old, now: now ?? 'here' }, differences, count))
  say(`${differences.length} of ${count} pictures differ between ${old} and ${now ?? 'here'}: ${report}`)
}
