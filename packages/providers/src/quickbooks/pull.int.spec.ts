import type { Sandbox } from '@syncline/sandbox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Access } from '../provider.ts'
import { openCompany } from './testing/company.ts'
import { provider } from './testing/writing.ts'

let sandbox: Sandbox
let access: () => Access
beforeAll(async () => {
  ;({ sandbox, access } = await openCompany())
})
afterAll(() => sandbox.close())

describe('the books', () => {
  it('are pulled in whole, by changes, and with what was deleted', async () => {
    const since = new Date(Date.now() - 60_000)
    const { objects } = await sandbox.trigger('quickbooks', 'invoice.created', { count: 3 })
    const pull = provider.pull?.invoice
    const all = await pull?.page(null, null, access())
    if (!all?.ok) throw new Error(all?.code)
    expect(all.records.map(({ sourceId }) => sourceId)).toEqual(expect.arrayContaining(objects))
    expect(all).toMatchObject({ cursor: null, unreadable: 0 })
    await sandbox.trigger('quickbooks', 'invoice.deleted', { id: objects[0] ?? null })
    const changed = await pull?.page(null, since, access())
    if (!changed?.ok) throw new Error(changed?.code)
    expect(changed.records).toContainEqual(expect.objectContaining({ sourceId: objects[0], deleted: true }))
    const old = await pull?.page(null, new Date(Date.now() - 40 * 86_400_000), access())
    expect(old?.ok && old.records.map(({ sourceId }) => sourceId)).not.toContain(objects[0])
  })
})
