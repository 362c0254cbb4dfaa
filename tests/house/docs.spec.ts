import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const pages = globSync('{*,docs/**/*,{apps,packages}/**/*,bench/**/*,tests/**/*}.md', {
  cwd: root,
  exclude: ['**/node_modules/**', '**/dist/**'],
}).map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

/** Every match of a pattern's first group, with the page it stands on. */
const named = (pattern: RegExp) =>
  pages.flatMap(({ path, text }) => [...text.matchAll(pattern)].map(([, name = '']) => ({ path, name })))

it('every file that a page leads to is there', () => {
  const links = named(/\]\((?!\w+:|#)([^)#\s]+)/g)
  expect(links.length).toBeGreaterThan(100)
  expect(links.filter(({ path, name }) => !existsSync(join(root, dirname(path), name)))).toEqual([])
})

it('every path that a page names is there; the chores name some that are to be made', () => {
  const paths = named(/`((?:apps|packages|infra|tests|docs|bench)\/[\w./-]+)`/g)
  const missing = paths.filter(
    ({ path, name }) => !path.startsWith('docs/chores/') && !existsSync(join(root, name)),
  )
  expect(paths.length).toBeGreaterThan(10)
  expect(missing).toEqual([])
})

/** Commands of pnpm itself. */
const pnpmOwn: ReadonlySet<string> = new Set(['install', 'pack', 'audit'])

it('every command that a page names is one', () => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: object }
  const commands = named(/\bpnpm(?:@[\d.]+)? ([a-z]+)/g)
  expect(commands.length).toBeGreaterThan(20)
  expect(commands.filter(({ name }) => !pnpmOwn.has(name) && !(name in scripts))).toEqual([])
})
