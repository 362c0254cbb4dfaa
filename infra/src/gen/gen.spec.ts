import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generateEvent } from './event.ts'
import { generateNoun } from './noun.ts'
import { generatePage } from './page.ts'
import { generateProcedure } from './procedure.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const folders = ['packages/domain/src', 'apps/api/src/trpc', 'apps/admin/src/strings', 'apps/admin/src/faces']

let copy: string
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'syncline-gen-'))
  for (const folder of [...folders, 'apps/admin/src/router.tsx'])
    cpSync(join(root, folder), join(copy, folder), { recursive: true })
})
afterEach(() => rmSync(copy, { recursive: true, force: true }))

const read = (path: string) => readFileSync(join(copy, path), 'utf8')

describe.each([
  ['noun', () => generateNoun(copy, 'vendor')],
  ['event', () => generateEvent(copy, 'delivery', 'WebhookPraised')],
  ['procedure', () => generateProcedure(copy, 'vendor.list', 'reads')],
  ['page', () => generatePage(copy, 'price-lists')],
] as const)('a %s', (_kind, generate) => {
  it('is written with every word filled in, once', () => {
    const { ok, lines } = generate()
    expect(ok, lines.join()).toBe(true)
    for (const path of lines.slice(0, -2)) expect(read(path)).not.toMatch(/__[A-Z]+__/)
    const written = lines.slice(0, -2).map(read)
    expect(generate()).toMatchObject({ ok: false, lines: [expect.stringContaining('is there already.')] })
    expect(lines.slice(0, -2).map(read)).toEqual(written)
  })
})

describe('where it is entered', () => {
  it('a noun is in the catalogue, and takes events', () => {
    generateNoun(copy, 'vendor')
    expect(read('packages/domain/src/event/catalogue.ts')).toContain('  ...vendorEvents,\n} as const')
    expect(generateEvent(copy, 'vendor', 'VendorMoved').ok).toBe(true)
    expect(read('packages/domain/src/vendor/events.ts')).toContain("type: 'VendorMoved'")
  })

  it('a procedure is in its noun’s router, however that is written', () => {
    for (const name of ['sync.pause', 'bulk.peek', 'vendor.list']) generateProcedure(copy, name, 'changes')
    const router = read('apps/api/src/trpc/router.ts')
    expect(router).toContain('    resolve,\n    pause: pauseSync,\n  }),')
    expect(router).toContain('bulk: router({ get: getBulk, stop, peek: peekBulk }),')
    expect(router).toContain('vendor: router({ list: listVendor }),')
    expect(read('apps/api/src/trpc/sync/pause.ts')).toContain("action: 'sync.pause'")
  })

  it('a page has an address and four faces', () => {
    generatePage(copy, 'price-lists')
    expect(read('apps/admin/src/router.tsx')).toContain('    priceLists,\n    elsewhere,')
    expect(read('apps/admin/src/faces/list.ts')).toContain(
      "'price-lists': ['success', 'empty', 'loading', 'error']",
    )
  })
})

it('takes no other names', () => {
  for (const { ok, lines } of [
    generateNoun(copy, 'price-list'),
    generateNoun(copy, 'Vendor'),
    generateEvent(copy, 'sync', 'paused'),
    generateEvent(copy, 'nothing', 'SyncPaused'),
    generateProcedure(copy, 'pause', 'reads'),
    generateProcedure(copy, '../sync.pause', 'reads'),
    generatePage(copy, '../vendors'),
  ]) {
    expect(ok).toBe(false)
    expect(lines).toEqual([expect.stringContaining('«')])
  }
})
