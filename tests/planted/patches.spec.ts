import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readPatches } from './patches.ts'

const root = join(fileURLToPath(new URL('.', import.meta.url)), '../..')
// Without metadata of its own this folder must not be taken for a part of a repository that it happens to lie in:
// git would then leave out every file and say that all is well.
const env = { ...process.env, GIT_CEILING_DIRECTORIES: dirname(root) }

describe.each(readPatches())('the fault $name', ({ path, file }) => {
  it('can be planted in the code as it is, and its test is there', () => {
    execFileSync('git', ['apply', '--check', path], { cwd: root, env, stdio: ['ignore', 'ignore', 'pipe'] })
    expect(existsSync(join(root, file))).toBe(true)
  })
})
