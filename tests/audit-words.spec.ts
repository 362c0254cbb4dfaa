import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { actions } from '../apps/admin/src/strings/en/rights.ts'

const root = fileURLToPath(new URL('../apps/api/src/trpc', import.meta.url))

it('the audit’s page has words for everything that can be asked for', () => {
  const sources = globSync('*/*.ts', { cwd: root, exclude: ['**/*.spec.ts'] })
  const audited = sources.flatMap((path) =>
    [...readFileSync(`${root}/${path}`, 'utf8').matchAll(/audit: \{\s*action: '([^']+)'/g)].map(
      ([, name]) => name,
    ),
  )
  expect(audited.length).toBeGreaterThan(40)
  expect(audited.filter((name) => name && !(name in actions))).toEqual([])
})
