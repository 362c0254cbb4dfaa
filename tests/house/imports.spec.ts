import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { circlesOf, readImports } from './imports.ts'

function planted(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'syncline-imports-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

describe('what imports what', () => {
  it('goes in no circle', () => {
    const imports = readImports(fileURLToPath(new URL('../..', import.meta.url)))
    expect([...imports.values()].flat().length).toBeGreaterThan(5_000)
    expect(circlesOf(imports)).toEqual([])
  })

  it('is seen to go in circles where it does: by types alone, from package to package, over several files', () => {
    const root = planted({
      'packages/one/package.json': '{ "name": "@syncline/one", "exports": { "./*": "./src/*/index.ts" } }',
      'packages/one/src/door/index.ts': "export * from './inside.ts'\n",
      'packages/one/src/door/inside.ts': "import {\n  type Two,\n} from '../../../../apps/two/src/two.ts'\n",
      'apps/two/src/two.ts': "import type { Door } from '@syncline/one/door'\nimport './late.ts'\n",
      'apps/two/src/late.ts': "export const late = () => import('./two.ts')\n",
    })
    expect(circlesOf(readImports(root))).toEqual([
      'apps/two/src/two.ts -> packages/one/src/door/index.ts -> packages/one/src/door/inside.ts -> apps/two/src/two.ts',
    ])
  })
})
