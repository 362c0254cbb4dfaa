import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = new URL('..', import.meta.url)
const page = readFileSync(new URL('docs/security.md', root), 'utf8')
const rows = page.split('\n').filter((line) => line.startsWith('| ') && !/^\| (asset|-)/.test(line))

it('every threat names a test that is there', () => {
  expect(rows.length).toBeGreaterThan(20)
  for (const row of rows) {
    const proofs = [...row.matchAll(/`([^`]+\.(?:spec|e2e)\.ts)`/g)].map(([, path]) => path as string)
    expect(proofs, row).not.toHaveLength(0)
    const missing = proofs.filter((path) => !existsSync(fileURLToPath(new URL(path, root))))
    expect(missing).toEqual([])
  }
})
