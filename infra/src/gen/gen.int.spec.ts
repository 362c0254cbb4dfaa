import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it, test } from 'vitest'
import { generateProvider } from './provider.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const names = 'packages/domain/src/connection/provider.ts'
const registry = 'packages/providers/src/registry.ts'

let copy: string
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'syncline-gen-'))
  cpSync(join(root, names), join(copy, names), { recursive: true })
  cpSync(join(root, 'packages/providers/src'), join(copy, 'packages/providers/src'), { recursive: true })
  symlinkSync(join(root, 'packages/providers/node_modules'), join(copy, 'packages/providers/node_modules'))
})
afterEach(() => rmSync(copy, { recursive: true, force: true }))

const read = (path: string) => readFileSync(join(copy, path), 'utf8')

interface Results {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly { readonly assertionResults: readonly { readonly fullName: string }[] }[]
}

/** What the tests of one folder of the copy say. */
async function testsOf(folder: string): Promise<Results> {
  const file = join(copy, 'results.json')
  const args = ['run', folder, '--root', copy, '--reporter=json', `--outputFile.json=${file}`]
  const { VITEST: _ours, ...env } = process.env
  await promisify(execFile)(join(root, 'node_modules/.bin/vitest'), args, { env }).catch(() => undefined)
  return JSON.parse(readFileSync(file, 'utf8')) as Results
}

it('makes a folder whose contract suite runs, and fails until the folder is written', async () => {
  const { ok, lines } = generateProvider(copy, 'acme-pay')
  expect(ok).toBe(true)
  expect(lines).toContain('packages/providers/src/acme-pay/acme-pay.int.spec.ts')
  expect(read(names)).toMatch(/'acme-pay',\n\] as const/)
  expect(read(names)).toMatch(/'acme-pay': 'Acme Pay',\n\}/)
  expect(read(registry)).toContain("(await import('./acme-pay/index.ts')).acmePay")
  for (const path of readdirSync(join(copy, 'packages/providers/src/acme-pay'), { recursive: true }))
    if (/\.\w+$/.test(String(path)))
      expect(read(join('packages/providers/src/acme-pay', String(path)))).not.toMatch(/__[A-Z]+__/)

  const { numPassedTests, numFailedTests, testResults } = await testsOf('packages/providers/src/acme-pay')
  expect(numPassedTests).toBeGreaterThan(10)
  expect(numFailedTests).toBeGreaterThan(10)
  const [{ assertionResults } = { assertionResults: [] }] = testResults
  for (const { fullName } of assertionResults)
    expect(fullName).toMatch(/^acme-pay keeps the provider contract/)
})

it('enters a name that is known once, and writes nothing over', () => {
  const before = read(names)
  rmSync(join(copy, 'packages/providers/src/mailchimp'), { recursive: true })
  expect(generateProvider(copy, 'mailchimp').ok).toBe(true)
  expect(read(names)).toBe(before)
  const again = generateProvider(copy, 'mailchimp')
  expect(again).toEqual({ ok: false, lines: ['packages/providers/src/mailchimp is there already.'] })
})

test.each(['', 'Acme', '../acme', 'acme_pay', '-acme', 'acme-', 'x'.repeat(41), '1st'])(
  'takes «%s» for no name',
  (name) => {
    const before = read(registry)
    expect(generateProvider(copy, name)).toMatchObject({ ok: false })
    expect(read(registry)).toBe(before)
  },
)
