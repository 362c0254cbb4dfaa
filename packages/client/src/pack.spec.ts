import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const home = fileURLToPath(new URL('..', import.meta.url))

it('packs into code and types that stand alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'syncline-client-'))
  try {
    const tsc = fileURLToPath(new URL('../node_modules/.bin/tsc', import.meta.url))
    await promisify(execFile)(tsc, ['-p', 'tsconfig.pack.json', '--outDir', folder], { cwd: home })
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(js|d\.ts)$/.test(name),
    )
    expect(files.sort()).toEqual(
      ['call', 'generated/index', 'index'].flatMap((name) => [`${name}.d.ts`, `${name}.js`]).sort(),
    )
    for (const name of files) {
      const text = readFileSync(join(folder, name), 'utf8')
      for (const [, from] of text.matchAll(/from ['"]([^'"]+)['"]/g)) expect(from, name).toMatch(/^\.\.?\//)
    }
    const packed = (await import(pathToFileURL(join(folder, 'index.js')).href)) as typeof import('./index.ts')
    const client = packed.createSynclineClient({ url: 'http://127.0.0.1:9', apiKey: 'x' })
    await expect(client.flow.list()).rejects.toBeInstanceOf(packed.SynclineError)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
